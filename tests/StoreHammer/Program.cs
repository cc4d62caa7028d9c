using System.Globalization;
using System.Text;
using JsccGrid.Storage.Objects;

using var store = new DirectoryObjectStore(args[0], TimeProvider.System);
var increments = int.Parse(args[1], CultureInfo.InvariantCulture);
// What is written is long, so that a torn write would be seen.
for (var done = 0; done < increments;)
{
    var counter = await store.ReadAsync("counter");
    var value = counter is null ? 0 : int.Parse(Encoding.UTF8.GetString(counter.Content.Span).Split(' ')[0], CultureInfo.InvariantCulture);
    var next = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{value + 1} {new string('x', 50_000)}"));
    var condition = counter is null ? WriteCondition.IfAbsent : WriteCondition.IfVersion(counter.Version);
    if (await store.WriteAsync("counter", next, condition) is null) continue;
    done++;
    Console.Out.WriteLine(value + 1);
    Console.Out.Flush();
}
