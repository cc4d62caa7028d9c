using JsccGrid.Experiments.Cells;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Workers;
using JsccGrid.Grains.Interfaces.Works;

namespace JsccGrid.Grains.Interfaces.Calls;

/// <summary>Finding grains by what they are for.</summary>
public static class GrainFactoryExtensions
{
    public static IWorkerPoolGrain Pool(this IGrainFactory grains) => grains.GetGrain<IWorkerPoolGrain>(IWorkerPoolGrain.Key);

    public static IGridCatalogGrain Catalog(this IGrainFactory grains) => grains.GetGrain<IGridCatalogGrain>(IGridCatalogGrain.Key);

    public static IWorkGrain Work(this IGrainFactory grains, WorkId work) => grains.GetGrain<IWorkGrain>(work.Value);
}
