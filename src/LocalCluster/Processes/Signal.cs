namespace JsccGrid.LocalCluster.Processes;

/// <summary>POSIX signals by their Linux numbers.</summary>
public enum Signal
{
    Kill = 9,
    Terminate = 15,
    Continue = 18,
    Stop = 19,
}
