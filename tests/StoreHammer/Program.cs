using System.Globalization;
using System.Text;
using System.Text.Json;
using JsccGrid.Storage;
using JsccGrid.Storage.Objects;

using var store = ObjectStores.Open(JsonSerializer.Deserialize<StoreOptions>(args[0])!, TimeProvider.System);
var times = int.Parse(args[2], CultureInfo.InvariantCulture);
switch (args[1])
{
    case "increment":
        await IncrementAsync();
        break;
    case "append":
        for (var i = 0; i < times; i++) await store.AppendAsync("log", Encoding.UTF8.GetBytes($"{args[3]} {i}\n"), int.MaxValue);
        break;
    default:
        throw new ArgumentException($"'{args[1]}' is neither increment nor append.");
}

async Task IncrementAsync()
{
    // What is written is long, so that a torn write would be seen.
    for (var done = 0; done < times;)
    {
        var counter = await store.ReadAsync("counter");
        var value = counter is null
            ? 0
            : int.Parse(Encoding.UTF8.GetString(counter.Content.Span).Split(' ')[0], CultureInfo.InvariantCulture);
        var next = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{value + 1} {new string('x', 50_000)}"));
        var condition = counter is null ? WriteCondition.IfAbsent : WriteCondition.IfVersion(counter.Version);
        if (await store.WriteAsync("counter", next, condition) is null) continue;
        done++;
        Console.Out.WriteLine(value + 1);
        Console.Out.Flush();
    }
}
