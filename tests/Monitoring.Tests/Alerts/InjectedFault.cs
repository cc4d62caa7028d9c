namespace JsccGrid.Monitoring.Tests.Alerts;

/// <summary>Something that goes wrong, and how it is put right.</summary>
internal sealed record InjectedFault(Func<Task> InjectAsync, Func<Task> HealAsync);
