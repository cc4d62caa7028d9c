using System.Globalization;

namespace JsccGrid.Deployment.Tests.Docker;

/// <param name="Name">After <c>AS</c>.</param>
/// <param name="From">An image, or the name of an earlier stage.</param>
/// <param name="Instructions">In order, the word apart.</param>
internal sealed record DockerfileStage(string Name, string From, IList<(string Word, string Text)> Instructions)
{
    public IEnumerable<int> Ports =>
        All("EXPOSE").SelectMany(ports => ports.Split(' ')).Select(port => int.Parse(port, CultureInfo.InvariantCulture));

    public IEnumerable<string> All(string word) =>
        Instructions.Where(instruction => instruction.Word == word).Select(instruction => instruction.Text);
}
