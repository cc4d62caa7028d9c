using System.Globalization;
using JsccGrid.Experiments.Cells;

namespace JsccGrid.Training.Checkpoints;

/// <summary>The checkpoints of one piece of work on this machine, one folder each.</summary>
internal sealed class LocalCheckpoints(string folder)
{
    private const string Prefix = "step-";

    /// <summary>Where the checkpoint of a state belongs. No two writes of a run, nor of runs resumed from one another, share it.</summary>
    public string FolderFor(TrainingState state) =>
        Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{state.Step:D10}-{state.Resumes:D4}"));

    /// <summary>
    /// The newest checkpoint that is whole, or null. What was wrong with newer ones goes to <paramref name="passedOver"/>.
    /// </summary>
    /// <exception cref="ForeignCheckpointException">The folder is in use for other work.</exception>
    public Checkpoint? ReadLatest(WorkId work, Action<string> passedOver)
    {
        foreach (var candidate in NewestFirst())
        {
            try
            {
                return Checkpoint.Read(candidate, work);
            }
            catch (CorruptCheckpointException exception)
            {
                passedOver(exception.Message);
            }
        }
        return null;
    }

    /// <summary>Deletes all but the newest <paramref name="count"/>.</summary>
    public void KeepNewest(int count)
    {
        foreach (var old in NewestFirst().Skip(count)) Directory.Delete(old, recursive: true);
    }

    private List<string> NewestFirst() => !Directory.Exists(folder) ? [] :
        [.. Directory.EnumerateDirectories(folder, Prefix + "*").Where(OutputFolder.IsFinished).OrderDescending(StringComparer.Ordinal)];
}
