using JsccGrid.OwnParts;
using JsccGrid.Training.Channels;
using JsccGrid.Training.CommandLine;
using JsccGrid.Training.Schemes;

Parts.Describe();
SchemeModels.Add(Parts.Projection, (cell, materials) => new ProjectionScheme(cell, materials));
ChannelModels.Add(Parts.Erasures, new ErasureChannel());
return TrainingProgram.Main(args);
