using JsccGrid.Client.CommandLine;
using JsccGrid.Client.Commands;

using var tracing = ClientTracing.Start();
var terminal = Terminal.OfProcess();
return await CommandRunner.RunAsync(AllCommands.Create(terminal), args, terminal);
