using System.Text;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Files;
using JsccGrid.Experiments.Programs;
using JsccGrid.Tests.Shared;

namespace JsccGrid.Silo.Tests.Support;

/// <summary>Cells of outside programs that are shell scripts, and what these begin and end with.</summary>
internal static class ProgramSamples
{
    public const string Ready =
        """read -r run; scratch=$(printf %s "$run" | sed 's/.*"scratchFolder":"\([^"]*\)".*/\1/'); echo '{"event":"ready"}'""";

    public const string Complete = """echo '{"event":"completed","points":[{"testSnrDb":"inf","top1":0.25}]}'""";

    /// <summary>A cell of a scheme whose only file is a script, <c>run.sh</c>.</summary>
    public static CellSpec CellOf(string name, string[] command, string script)
    {
        var bytes = Encoding.UTF8.GetBytes(script);
        return Samples.Cell() with
        {
            Scheme = new ProgramScheme(name, new ProgramDescription
            {
                Title = name, Command = [.. command], Files = [new ProgramFile("run.sh", bytes.Length, FileHash.Of(bytes))],
            }),
            Coordinates = [],
        };
    }
}
