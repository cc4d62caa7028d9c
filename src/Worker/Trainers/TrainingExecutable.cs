using System.Diagnostics;
using JsccGrid.Processes;

namespace JsccGrid.Worker.Trainers;

/// <summary>The training program, and how it is started.</summary>
public static class TrainingExecutable
{
    /// <summary>Beside this assembly.</summary>
    public static string DefaultPath { get; } = Path.Combine(AppContext.BaseDirectory, "jsccgrid-train.dll");

    /// <summary>
    /// How to start the program on the runtime that this process runs on, or directly where it is no assembly. It is told no
    /// secret.
    /// </summary>
    /// <param name="path">The program.</param>
    /// <param name="arguments">Its command line.</param>
    /// <exception cref="FileNotFoundException">There is no such program.</exception>
    public static ProcessStartInfo StartInfo(string path, params IEnumerable<string> arguments)
    {
        path = Path.GetFullPath(path);
        if (!File.Exists(path)) throw new FileNotFoundException($"The training program '{path}' does not exist.", path);
        IReadOnlyList<string> command = path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? DotNetHost.CommandFor(path) : [path];
        var start = new ProcessStartInfo(command[0], [.. command.Skip(1), .. arguments]);
        TrainerEnvironment.Scrub(start.Environment);
        return start;
    }
}
