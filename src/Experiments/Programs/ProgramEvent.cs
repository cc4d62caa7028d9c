using System.Text.Json.Serialization;
using JsccGrid.Experiments.Protocol;
using JsccGrid.Experiments.Units;

namespace JsccGrid.Experiments.Programs;

/// <summary>A line on an outside program's standard output, which holds nothing else.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(Ready), "ready")]
[JsonDerivedType(typeof(Progress), "progress")]
[JsonDerivedType(typeof(Checkpointed), "checkpointed")]
[JsonDerivedType(typeof(Completed), "completed")]
[JsonDerivedType(typeof(Preempted), "preempted")]
[JsonDerivedType(typeof(Failed), "failed")]
[JsonDerivedType(typeof(Message), "message")]
public abstract record ProgramEvent
{
    /// <summary>The program waits for a command.</summary>
    public sealed record Ready : ProgramEvent;

    /// <summary>Where training is.</summary>
    /// <param name="Step">Steps done, over all attempts.</param>
    /// <param name="Steps">Steps in all.</param>
    /// <param name="Phase">What is running; absent for <c>training</c>.</param>
    /// <param name="Loss">Mean loss since the last report.</param>
    public sealed record Progress(long Step, long Steps, string? Phase = null, double? Loss = null) : ProgramEvent;

    /// <summary>A whole checkpoint lies in a folder, which the program does not touch any more.</summary>
    /// <param name="Folder">Within the scratch folder; relative to it or absolute.</param>
    /// <param name="Step">Steps done.</param>
    /// <param name="Files">All files in it.</param>
    public sealed record Checkpointed(string Folder, long Step, EquatableList<File> Files) : ProgramEvent;

    /// <summary>The cell is trained and tested.</summary>
    public sealed record Completed : ProgramEvent
    {
        /// <summary>One for each SNR to be tested at, in any order.</summary>
        public required EquatableList<Point> Points { get; init; }

        /// <summary>How many queries were scored; absent where nobody counts them.</summary>
        public int? Queries { get; init; }

        /// <summary>How many were left out because nothing matches them.</summary>
        public int? QueriesWithoutMatch { get; init; }

        /// <summary>Expected top-1 of a random match, from 0 to 1.</summary>
        public double? ChanceTop1 { get; init; }

        /// <summary>For each scored query the number of its person from 0.</summary>
        public EquatableList<int>? QueryIdentities { get; init; }
    }

    /// <summary>Stopped as asked.</summary>
    public sealed record Preempted : ProgramEvent
    {
        public long Step { get; init; }
    }

    /// <summary>The cell failed.</summary>
    /// <param name="Reason">One line for people.</param>
    /// <param name="Cause">What it is due to; that the checkpoint cannot be gone on from, for one.</param>
    /// <param name="Retry">Whether another try, perhaps elsewhere, could succeed.</param>
    /// <param name="Detail">More lines, for the log.</param>
    public sealed record Failed(string Reason, FailureCause Cause = FailureCause.Program, bool Retry = true, string? Detail = null)
        : ProgramEvent;

    /// <summary>Something worth logging.</summary>
    public sealed record Message(string Text) : ProgramEvent;

    /// <summary>A file of a checkpoint.</summary>
    /// <param name="Name">Letters, digits, '.', '-' and '_'; in no folder of its own.</param>
    /// <param name="Sha256">The hash of its content, hexadecimal.</param>
    public sealed record File(string Name, string Sha256);

    /// <summary>The cell tested at an SNR.</summary>
    public sealed record Point
    {
        public required SnrDb TestSnrDb { get; init; }

        /// <summary>From 0 to 1.</summary>
        public required double Top1 { get; init; }

        /// <summary>Mean average precision, from 0 to 1.</summary>
        public double? Map { get; init; }

        /// <summary>Draws of the noise that these are means over.</summary>
        public int Draws { get; init; } = 1;

        /// <summary>Standard error of <see cref="Top1"/> over the draws.</summary>
        public double Top1Error { get; init; }

        /// <summary>For each scored query, in how many draws its best match is right.</summary>
        public EquatableList<int>? Hits { get; init; }
    }
}
