using System.Text.Json.Serialization;
using JsccGrid.Experiments.Units;

namespace JsccGrid.Experiments.Programs;

/// <summary>A line on an outside program's standard input. The end of its input is to end the program.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "command")]
[JsonDerivedType(typeof(Run), "run")]
[JsonDerivedType(typeof(Preempt), "preempt")]
public abstract record ProgramCommand
{
    /// <summary>Train and test a cell. It comes first, and once.</summary>
    public sealed record Run : ProgramCommand
    {
        /// <summary><see cref="ProgramProtocol.Version"/>.</summary>
        public required int Protocol { get; init; }

        /// <summary>Id of the cell.</summary>
        public required string Cell { get; init; }

        public required string Scheme { get; init; }

        /// <summary>Values by the names of the axes: numbers and words; decibels are numbers or <c>"inf"</c>.</summary>
        public required Dictionary<string, object> Coordinates { get; init; }

        public required int Seed { get; init; }

        /// <summary>What to test at: a point of the result for each. One, <c>"inf"</c>, where the scheme names no points.</summary>
        public required EquatableList<SnrDb> TestSnrDb { get; init; }

        /// <summary>The re-ID folder, to be read only.</summary>
        public required string DataFolder { get; init; }

        /// <summary>The share of training identities to be tested on instead of the test identities; absent for none.</summary>
        public double? ValidationFraction { get; init; }

        /// <summary>Folders with the outputs of shared stages by their names, to be read only.</summary>
        public required Dictionary<string, string> StageFolders { get; init; }

        /// <summary>The program's own folder, empty; gone when the attempt has ended.</summary>
        public required string ScratchFolder { get; init; }

        /// <summary>A folder with the files of an earlier attempt's last checkpoint, to be read only; absent where there is none.</summary>
        public string? ResumeFrom { get; init; }

        /// <summary><c>auto</c>, <c>cpu</c>, <c>cuda</c> or <c>cuda:1</c>.</summary>
        public required string Device { get; init; }

        /// <summary>Processor threads to use.</summary>
        public required int Threads { get; init; }

        /// <summary>Seconds between checkpoints that are worth their time; 0 for none but the one before a stop.</summary>
        public required double CheckpointSeconds { get; init; }

        /// <summary>Steps between checkpoints beside those by time; absent for none.</summary>
        public int? CheckpointSteps { get; init; }
    }

    /// <summary>Stop after this step, write a checkpoint, say so, and answer preempted.</summary>
    public sealed record Preempt : ProgramCommand;
}
