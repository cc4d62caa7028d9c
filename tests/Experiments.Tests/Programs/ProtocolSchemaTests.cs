using System.Text.Json;
using System.Text.Json.Nodes;
using JsccGrid.Experiments.Programs;
using JsccGrid.Experiments.Units;
using Xunit;

namespace JsccGrid.Experiments.Tests.Programs;

/// <summary>The schema of <c>docs/protocol.schema.json</c> says what the code writes and takes.</summary>
public sealed class ProtocolSchemaTests
{
    private static readonly JsonObject Schema = JsonNode.Parse(Repository.Read("docs", "protocol.schema.json"))!.AsObject();

    public static TheoryData<string> Examples => [.. File.ReadAllLines(Repository.PathOf("docs", "protocol.md"))
        .Where(line => line.StartsWith("→ {", StringComparison.Ordinal) || line.StartsWith("← {", StringComparison.Ordinal))];

    [Fact]
    public void Commands_AsTheyAreWritten_AreOfTheSchema()
    {
        var run = new ProgramCommand.Run
        {
            Protocol = ProgramProtocol.Version, Cell = new string('a', 32), Scheme = "my-codec",
            Coordinates = new() { ["rate"] = 32, ["trainSnrDb"] = SnrDb.Noiseless, ["lambda"] = 0.5, ["kind"] = "soft" },
            Seed = 1, TestSnrDb = [new SnrDb(-3), SnrDb.Noiseless], DataFolder = "/data", StageFolders = new() { ["features"] = "/stage" },
            ScratchFolder = "/scratch", Device = "cpu", Threads = 2, CheckpointSeconds = 30,
        };

        Assert.Equal([], Problems("in", ProgramJson.Write(run)));
        Assert.Equal([], Problems("in",
            ProgramJson.Write(run with { ResumeFrom = "/resume", ValidationFraction = 0.2, CheckpointSteps = 5 })));
        Assert.Equal([], Problems("in", ProgramJson.Write(new ProgramCommand.Preempt())));
    }

    [Theory, MemberData(nameof(Examples))]
    public void Example_OfTheDocument_IsOfTheSchemaAndIsHeard(string line)
    {
        var isOut = line[0] == '←';

        Assert.Equal([], Problems(isOut ? "out" : "in", line[2..]));
        if (isOut) Assert.Null(ProgramJson.Read(line[2..]).Problem);
    }

    [Fact]
    public void Document_ShowsEveryLine()
    {
        var shown = Examples.Select(example => JsonNode.Parse(example.Data[2..])!.AsObject())
            .Select(line => $"{line["event"] ?? line["command"]}").ToHashSet();

        Assert.Equal(["checkpointed", "completed", "failed", "message", "preempt", "preempted", "progress", "ready", "run"], shown.Order());
    }

    [Theory]
    [InlineData("""{"event":"progress","step":1}""")]
    [InlineData("""{"event":"progress","step":"1","steps":2}""")]
    [InlineData("""{"event":"finished"}""")]
    [InlineData("""{"event":"checkpointed","folder":"a","step":1,"files":[]}""")]
    [InlineData("""{"event":"completed","points":[{"testSnrDb":0,"top1":1.5}]}""")]
    [InlineData("""{"event":"failed","reason":"no","cause":"weather"}""")]
    public void Line_ThatIsNotHeard_IsNotOfTheSchema(string line) => Assert.NotEmpty(Problems("out", line));

    private static List<string> Problems(string definition, string line) =>
        [.. JsonSchema.Problems(Schema, Schema["$defs"]![definition]!.AsObject(), JsonNode.Parse(line), "$")];
}
