namespace JsccGrid.Chaos.Faults;

/// <summary>What is done to the cluster.</summary>
internal enum FaultKind
{
    /// <summary>kill -9 of a worker, which is started again later.</summary>
    WorkerKilled,
    /// <summary>SIGSTOP of a worker for longer than a lease, then SIGCONT: it wakes up believing that its attempts are its own.</summary>
    WorkerFrozen,
    /// <summary>SIGTERM of a worker, which is started again later.</summary>
    WorkerDrained,
    /// <summary>A worker's network link goes down, so that packets vanish, and comes back.</summary>
    WorkerCutOff,
    /// <summary>The disk a worker's slots work on fills up, and is freed again.</summary>
    DiskFull,
    /// <summary>kill -9 of one training process.</summary>
    TrainerKilled,
    /// <summary>kill -9 of a control silo, which is started again later.</summary>
    SiloKilled,
    /// <summary>SIGSTOP of a control silo, then SIGCONT.</summary>
    SiloFrozen,
    /// <summary>SIGTERM of a control silo, which is started again later.</summary>
    SiloDrained,
    /// <summary>kill -9 of all control silos at once, which are started again later.</summary>
    SilosKilled,
    /// <summary>kill -9 of all control silos, and everything in Redis deleted; the grids have to come back by themselves.</summary>
    StateWiped,
    /// <summary>kill -9 of Redis, which is started again on its append-only file.</summary>
    RedisKilled,
    /// <summary>Redis is out of memory and refuses writes, then has memory again.</summary>
    RedisFull,
    /// <summary>kill -9 of Redis and of all control silos; its append-only file is cut to half; they are started again.</summary>
    RedisFileCut,
    /// <summary>Azurite is stopped, so that connections are refused, and started again.</summary>
    StoreStopped,
    /// <summary>Azurite is frozen, so that requests hang, and wakes up.</summary>
    StoreFrozen,
    /// <summary>The folder that is the store is moved away, and back.</summary>
    StoreMoved,
    /// <summary>The folder that is the store becomes read-only, and writable again.</summary>
    StoreReadOnly,
    /// <summary>The wall clock of a worker jumps by hours, forwards or backwards, and back.</summary>
    ClockJumped,
    /// <summary>A file of a checkpoint that a running attempt has committed is cut short, and its training process killed.</summary>
    CheckpointTruncated,
    /// <summary>One bit of such a file is flipped, and its training process killed.</summary>
    CheckpointFlipped,
    /// <summary>A grid is paused and resumed.</summary>
    GridPaused,
}
