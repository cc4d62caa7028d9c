namespace JsccGrid.Deployment.Tests.Docker;

/// <summary>A Dockerfile's instructions, and the stages they belong to.</summary>
internal sealed class Dockerfile
{
    private Dockerfile(IReadOnlyList<DockerfileStage> stages) => Stages = stages;

    public IReadOnlyList<DockerfileStage> Stages { get; }

    public DockerfileStage Stage(string name) => Stages.Single(stage => stage.Name == name);

    /// <exception cref="FormatException">A line is no instruction.</exception>
    public static Dockerfile Parse(string text)
    {
        var lines = text.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n').Select(line => line.Trim())
            .Where(line => line.Length > 0 && line[0] != '#');
        var stages = new List<DockerfileStage>();
        var arguments = new Dictionary<string, string>();
        foreach (var line in lines)
        {
            var (word, rest) = line.Split(' ', 2) is [var first, var second]
                ? (first, second.Trim())
                : throw new FormatException($"'{line}' is no instruction.");
            switch (word)
            {
                case "ARG" when stages.Count == 0:
                    arguments.Add(rest.Split('=')[0], rest.Split('=', 2)[1]);
                    break;
                case "FROM":
                    var parts = rest.Split(' ');
                    if (parts is not [_, "AS", _]) throw new FormatException($"'{line}': every stage has a name.");
                    stages.Add(new DockerfileStage(
                        parts[2], parts[0] is ['$', '{', .. var argument, '}'] ? arguments[argument] : parts[0], []));
                    break;
                case "RUN" or "COPY" or "WORKDIR" or "ENV" or "EXPOSE" or "USER" or "ENTRYPOINT":
                    stages[^1].Instructions.Add((word, rest));
                    break;
                default:
                    throw new FormatException($"'{line}' is no instruction that these Dockerfiles use.");
            }
        }
        return new Dockerfile(stages);
    }
}
