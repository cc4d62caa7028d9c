namespace JsccGrid.Silo.Hosting;

/// <summary>What one try at starting a <see cref="OneMachineHost"/> works with.</summary>
internal sealed record OneMachineSettings(OneMachineOptions Options, string StoreFolder, string ClusterId, int SiloPort, int GatewayPort);
