namespace JsccGrid.Import.People;

/// <summary>An image that an import writes.</summary>
/// <param name="Part">The folder it belongs to, one of <see cref="JsccGrid.Experiments.Cells.DataSetPart"/>.</param>
/// <param name="Name">Its file's name.</param>
/// <param name="WriteTo">Writes its content to a path.</param>
internal sealed record PersonImage(string Part, string Name, Action<string> WriteTo)
{
    /// <summary>The person, as the name has it.</summary>
    public required int Person { get; init; }

    /// <summary>The camera, as the name has it.</summary>
    public required int Camera { get; init; }

    /// <summary>An image named so that everything else reads person and camera from it.</summary>
    public static PersonImage Of(string part, int person, int camera, string rest, Action<string> writeTo) =>
        new(part, $"{person:D4}_c{camera}_{rest}", writeTo) { Person = person, Camera = camera };
}
