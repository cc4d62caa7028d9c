namespace JsccGrid.Silo.Configuration;

/// <summary>What a process of the silo program is.</summary>
internal enum SiloRole
{
    /// <summary><c>one-machine</c>: grains with their state in memory, a worker and a directory store; needs nothing else.</summary>
    OneMachine,

    /// <summary><c>control</c>: grains, with membership, reminders and state in Redis. Trains nothing.</summary>
    Control,

    /// <summary><c>worker</c>: slots that train, as a client of the cluster. Hosts no grains, so it may vanish at any moment.</summary>
    Worker,

    /// <summary><c>both</c>: control and worker in one process.</summary>
    Both,
}
