using JsccGrid.Client.CommandLine;
using JsccGrid.Client.Commands;

var terminal = Terminal.OfProcess();
return await CommandRunner.RunAsync(AllCommands.Create(terminal), args, terminal);
