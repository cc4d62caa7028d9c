using System.Collections.Immutable;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Programs;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Units;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Xunit;

namespace JsccGrid.Grains.Tests.Wire;

/// <summary>Specifications cross the wire by their own surrogates, which must keep up with the types.</summary>
public sealed class SpecificationWireTests : IDisposable
{
    private static readonly CellSpec Full = Samples.Cell() with
    {
        Coordinates = [Axis.Bandwidth.At(512), Axis.TrainSnrDb.At(new SnrDb(-3)), Axis.LatentDimension.At(64), Axis.Lambda.At(0.25)],
        Seed = 7,
        Data = new DataSetReference { Name = "data", Fingerprint = Samples.Fingerprint, ValidationFraction = 0.5 },
        Weights = new WeightsReference { Name = "weights", Sha256 = new string('a', 64) },
    };

    /// <summary>Its scheme is in no catalogue.</summary>
    private static readonly CellSpec OfAProgram = Full with
    {
        Scheme = new ProgramScheme("my-codec", new ProgramDescription
        {
            Title = "My codec",
            Command = ["python3", "train.py"],
            Files = [new ProgramFile("train.py", 3, new string('b', 64))],
            Axes = [new ProgramAxis { Name = "trainSnrDb", Type = ProgramAxisType.Decibel },
                new ProgramAxis { Name = "depth", Type = ProgramAxisType.Number }],
            Needs = [StageKind.Features],
        }),
        Coordinates = [Axis.TrainSnrDb.At(SnrDb.Noiseless), new Coordinate("depth", CoordinateValue.Of(3.0))],
    };

    private readonly ServiceProvider services = new ServiceCollection().AddSerializer().BuildServiceProvider();

    public static TheoryData<WorkSpec> Works =>
    [
        WorkSpec.Of(Full),
        WorkSpec.Of(Samples.Cell(scheme: Scheme.ReIdBaseline)),
        WorkSpec.Of(Full.With(Axis.TrainSnrDb, SnrDb.Noiseless)),
        WorkSpec.Of(Full.RequiredStages[1]),
        WorkSpec.Of(OfAProgram),
        WorkSpec.Of(Full with { Algorithm = CellSpec.FirstAlgorithm }),
        WorkSpec.Of((Full with { Algorithm = CellSpec.FirstAlgorithm }).RequiredStages[1]),
    ];

    [Theory, MemberData(nameof(Works), DisableDiscoveryEnumeration = true)]
    public void Specification_AcrossTheWire_IsTheSame(WorkSpec work)
    {
        var serializer = services.GetRequiredService<Serializer<WorkSpec>>();
        var copy = serializer.Deserialize(serializer.SerializeToArray(work))!;
        Assert.Equal(work, copy);
        Assert.Equal(work.Id, copy.Id);
    }

    [Fact]
    public void Surrogates_HaveAPlaceForEveryProperty()
    {
        Assert.Equal(7, Stored(typeof(CellSpec)));
        Assert.Equal(6, Stored(typeof(StageSpec)));
    }

    [Fact]
    public void Chunk_OfCellsOfOneRecipe_CarriesTheRecipeOnce()
    {
        var serializer = services.GetRequiredService<Serializer<ImmutableArray<CellSpec>>>();
        var one = serializer.SerializeToArray([Samples.Cell()]).Length;
        var all = serializer.SerializeToArray([.. Samples.Cells(GridChunk.MaxCells)]).Length;
        Assert.True(one > 1_000, $"{one} bytes");
        Assert.True((all - one) / GridChunk.MaxCells < 40, $"{one} bytes for one cell, {all} for {GridChunk.MaxCells}");
    }

    public void Dispose() => services.Dispose();

    private static int Stored(Type type) => type.GetProperties().Count(property => property.CanWrite);
}
