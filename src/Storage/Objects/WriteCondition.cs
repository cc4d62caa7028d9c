namespace JsccGrid.Storage.Objects;

/// <summary>What must hold for a write to happen.</summary>
public readonly record struct WriteCondition
{
    private WriteCondition(bool ifAbsent, ObjectVersion? version)
    {
        IsIfAbsent = ifAbsent;
        Version = version;
    }

    public static WriteCondition Always => default;

    /// <summary>There is no such object yet.</summary>
    public static WriteCondition IfAbsent => new(true, null);

    /// <summary>The object still has the version it was read with.</summary>
    public static WriteCondition IfVersion(ObjectVersion version) => new(false, version);

    public bool IsIfAbsent { get; }

    public ObjectVersion? Version { get; }

    /// <summary>Whether a write may happen on an object whose version is <paramref name="current"/> (null: absent).</summary>
    public bool Holds(ObjectVersion? current) => IsIfAbsent ? current is null : Version is null || Version == current;
}
