using System.Text.Json;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Serialization;

namespace JsccGrid.FakeTrainer;

/// <summary>A data folder of the fake trainer: what a test tells it there, and what it leaves there for the test to see.</summary>
public sealed class FakeFolder(string path)
{
    private const string ScriptName = "fake-trainer.json";

    /// <summary>The program, beside which tests are built.</summary>
    public static string Trainer => System.IO.Path.Combine(AppContext.BaseDirectory, "fake-train.dll");

    public string Path => path;

    /// <summary>How cells behave; without a script of their own, well.</summary>
    public Script Script => File.Exists(this[ScriptName])
        ? JsonSerializer.Deserialize<Script>(File.ReadAllText(this[ScriptName]), ExperimentJson.Compact)!
        : new Script();

    /// <summary>Whether cells that wait may go on.</summary>
    public bool MayGo => File.Exists(this["go"]);

    /// <summary>Settings of a worker whose training processes are of this program.</summary>
    public static Dictionary<string, string> WorkerSettings(
        int slots, params IEnumerable<(string Fingerprint, string Folder)> dataSets) => new(
        dataSets.Select(data => KeyValuePair.Create($"Worker:DataSets:{data.Fingerprint}", data.Folder)))
    {
        ["Worker:Slots"] = $"{slots}",
        ["Worker:Device"] = "cpu",
        ["Worker:ThreadsPerSlot"] = "1",
        ["Worker:TrainerPath"] = Trainer,
    };

    private string this[string name] => System.IO.Path.Combine(path, name);

    /// <summary>Makes the folder, if it is missing, and lets cells behave so from their next run on.</summary>
    public void Write(Script script)
    {
        Directory.CreateDirectory(path);
        File.WriteAllText(this[$".{ScriptName}"], JsonSerializer.Serialize(script, ExperimentJson.Compact));
        File.Move(this[$".{ScriptName}"], this[ScriptName], overwrite: true);
    }

    /// <summary>Lets cells go on that wait.</summary>
    public void LetGo() => File.WriteAllText(this["go"], "");

    /// <summary>Each run of a cell or stage so far: the step at which it began, and its process.</summary>
    public IReadOnlyList<(int Step, int Process)> RunsOf(WorkId work) => File.Exists(RunsFile(work))
        ? [.. from line in File.ReadLines(RunsFile(work))
              let run = line.Split(' ')
              select (int.Parse(run[0], null), int.Parse(run[1], null))]
        : [];

    public bool Waits(WorkId work) => File.Exists(this[$"waits-{work.Short}"]);

    public bool Hangs(WorkId work) => File.Exists(this[$"hangs-{work.Short}"]);

    internal void AddRun(WorkId work, int step) => File.AppendAllText(RunsFile(work), $"{step} {Environment.ProcessId}\n");

    internal void SayWaits(WorkId work) => File.WriteAllText(this[$"waits-{work.Short}"], "");

    internal void SayHangs(WorkId work) => File.WriteAllText(this[$"hangs-{work.Short}"], "");

    private string RunsFile(WorkId work) => this[$"runs-{work.Short}.txt"];
}
