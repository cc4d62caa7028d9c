using JsccGrid.Client.CommandLine;
using JsccGrid.Client.Commands;
using JsccGrid.Telemetry;

using var export = SpanExport.Start("jsccgrid-client");
var terminal = Terminal.OfProcess();
return await CommandRunner.RunAsync(AllCommands.Create(terminal), args, terminal);
