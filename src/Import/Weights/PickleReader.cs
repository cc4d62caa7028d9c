using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace JsccGrid.Import.Weights;

/// <summary>
/// Reads the pickles in which PyTorch keeps state dictionaries (https://docs.python.org/3/library/pickletools.html), and runs nothing:
/// a call of any function but the few that rebuild tensors and dictionaries is refused by its name.
/// </summary>
/// <param name="source">Stands at the beginning of a pickle; in the end behind it.</param>
internal sealed class PickleReader(Stream source)
{
    private const int MaxText = 1 << 20;
    private const int MaxDepth = 100_000;

    private static readonly object Mark = new();

    private readonly List<object?> stack = [];
    private readonly Dictionary<long, object?> memo = [];

    /// <exception cref="FormatException">The pickle is cut off or damaged, or would call something.</exception>
    public object? Read()
    {
        stack.Clear();
        memo.Clear();
        while (true)
        {
            var operation = Byte();
            if (operation == '.') return Pop();
            Interpret(operation);
            if (stack.Count > MaxDepth) throw new FormatException("its pickle nests too deep");
        }
    }

    private void Interpret(int operation)
    {
        switch (operation)
        {
            case 0x80: Byte(); break; // the protocol's number
            case 0x95: Bytes(8); break; // a frame's length
            case '(': stack.Add(Mark); break;
            case '0': Pop(); break;
            case '1': PopToMark(); break;
            case 'N': stack.Add(null); break;
            case 0x88: stack.Add(true); break;
            case 0x89: stack.Add(false); break;
            case 'J': stack.Add((long)BinaryPrimitives.ReadInt32LittleEndian(Bytes(4))); break;
            case 'K': stack.Add((long)Byte()); break;
            case 'M': stack.Add((long)BinaryPrimitives.ReadUInt16LittleEndian(Bytes(2))); break;
            case 0x8A: PushInteger(new BigInteger(Bytes(Byte()))); break;
            case 'G': stack.Add(BinaryPrimitives.ReadDoubleBigEndian(Bytes(8))); break;
            case 'X': stack.Add(Text(Length())); break;
            case 0x8C: stack.Add(Text(Byte())); break;
            case 'T': stack.Add(Text(Length())); break;
            case 'U': stack.Add(Text(Byte())); break;
            case 'B': stack.Add(Bytes(Length())); break;
            case 'C': stack.Add(Bytes(Byte())); break;
            case ']': stack.Add(new List<object?>()); break;
            case '}': stack.Add(new PickleDictionary()); break;
            case ')': stack.Add(Array.Empty<object?>()); break;
            case 't': stack.Add(PopToMark()); break;
            case 0x85: PushTuple(1); break;
            case 0x86: PushTuple(2); break;
            case 0x87: PushTuple(3); break;
            case 'a': Append([Pop()]); break;
            case 'e': Append(PopToMark()); break;
            case 's': SetItems([.. new[] { Pop(), Pop() }.Reverse()]); break;
            case 'u': SetItems(PopToMark()); break;
            case 'q': memo[Byte()] = Top(); break;
            case 'r': memo[Length()] = Top(); break;
            case 0x94: memo[memo.Count] = Top(); break;
            case 'h': stack.Add(Remembered(Byte())); break;
            case 'j': stack.Add(Remembered(Length())); break;
            case 'c': stack.Add(new PickleName(Line(), Line())); break;
            case 0x93: PushName(); break;
            case 'Q': stack.Add(TorchStorage.OfPersistentId(Pop())); break;
            case 'R': Call(); break;
            case 0x81: throw Made(stack.Count > 1 ? stack[^2] : null); // an object of a class
            case 'b': SetState(); break;
            default: throw new FormatException($"its pickle uses the operation 0x{operation:x2}, which no state dictionary needs");
        }
    }

    private void Call()
    {
        var arguments = Pop() as object?[] ?? throw Damaged();
        var function = Pop() as PickleName ?? throw Damaged();
        stack.Add(function.Full switch
        {
            "collections.OrderedDict" => PickleDictionary.Of(arguments),
            "torch._utils._rebuild_tensor_v2" or "torch._utils._rebuild_tensor" => TorchTensor.OfArguments(arguments),
            "torch._utils._rebuild_parameter" when arguments is [TorchTensor tensor, ..] => tensor,
            "torch.Size" when arguments is [object?[] sizes] => sizes,
            _ => throw Made(function),
        });
    }

    /// <summary>Attributes of a dictionary, such as the versions of its modules, are not of interest; nothing else may have any.</summary>
    private void SetState()
    {
        Pop();
        if (Top() is not PickleDictionary) throw new FormatException("it sets the state of an object that is no dictionary");
    }

    private void Append(object?[] items) => (Top() as List<object?> ?? throw Damaged()).AddRange(items);

    private void SetItems(object?[] items)
    {
        if (Top() is not PickleDictionary dictionary || items.Length % 2 != 0) throw Damaged();
        for (var n = 0; n < items.Length; n += 2) dictionary.Items.Add((items[n], items[n + 1]));
    }

    private void PushTuple(int count)
    {
        if (stack.Count < count) throw Damaged();
        var items = stack.GetRange(stack.Count - count, count).ToArray();
        stack.RemoveRange(stack.Count - count, count);
        stack.Add(items);
    }

    /// <summary>
    /// Integers of up to 8 bytes as those of the other operations; longer ones, such as a file's magic number, as they are.
    /// </summary>
    private void PushInteger(BigInteger value)
    {
        if (value >= long.MinValue && value <= long.MaxValue) stack.Add((long)value);
        else stack.Add(value);
    }

    private void PushName()
    {
        var name = Pop() as string ?? throw Damaged();
        stack.Add(new PickleName(Pop() as string ?? throw Damaged(), name));
    }

    private object? Remembered(long index) => memo.TryGetValue(index, out var value) ? value : throw Damaged();

    private object? Top() => stack.Count > 0 ? stack[^1] : throw Damaged();

    private object? Pop()
    {
        var top = Top();
        stack.RemoveAt(stack.Count - 1);
        return top;
    }

    private object?[] PopToMark()
    {
        var mark = stack.LastIndexOf(Mark);
        if (mark < 0) throw Damaged();
        var items = stack.GetRange(mark + 1, stack.Count - mark - 1).ToArray();
        stack.RemoveRange(mark, stack.Count - mark);
        return items;
    }

    private int Byte() => source.ReadByte() is >= 0 and var value ? value : throw new FormatException("its pickle is cut off");

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        return source.ReadAtLeast(bytes, count, throwOnEndOfStream: false) == count ? bytes
            : throw new FormatException("its pickle is cut off");
    }

    private int Length() => BinaryPrimitives.ReadInt32LittleEndian(Bytes(4)) is >= 0 and <= MaxText and var length
        ? length : throw new FormatException("a text in its pickle is longer than 1 MiB");

    private string Text(int length) => Encoding.UTF8.GetString(Bytes(length));

    private string Line()
    {
        var line = new StringBuilder();
        for (var character = Byte(); character != '\n'; character = Byte())
        {
            if (line.Length == MaxText) throw Damaged();
            line.Append((char)character);
        }
        return line.ToString();
    }

    private static FormatException Made(object? by) => new(
        $"it holds an object that only running '{(by as PickleName)?.Full ?? "something"}' would make, and nothing in it is run; "
            + "save the weights alone: torch.save(model.state_dict(), FILE)");

    private static FormatException Damaged() => new("its pickle is damaged");
}
