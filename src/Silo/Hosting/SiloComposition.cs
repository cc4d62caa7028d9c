using JsccGrid.Grains.Configuration;
using JsccGrid.Storage.Grids;
using JsccGrid.Storage.Objects;
using JsccGrid.Storage.Works;
using Orleans.Serialization;
using Orleans.Storage;

namespace JsccGrid.Silo.Hosting;

/// <summary>The parts every silo of JsccGrid is put together from.</summary>
internal static class SiloComposition
{
    /// <summary>Grain state in memory: on one machine the store alone is what must last.</summary>
    public static ISiloBuilder AddInMemoryCoordination(this ISiloBuilder silo) => silo.AddMemoryGrainStorage(
        GrainStorageNames.Coordination,
        storage => storage.Configure<IServiceProvider>((options, services) =>
            options.GrainStorageSerializer = new OrleansGrainStorageSerializer(services.GetRequiredService<Serializer>())));

    /// <summary>The typed views of a store.</summary>
    public static IServiceCollection AddStore(this IServiceCollection services, Func<IServiceProvider, IObjectStore> objects) => services
        .AddSingleton(objects)
        .AddSingleton(provider => new ResilientObjectStore(provider.GetRequiredService<IObjectStore>(), new StoreResilienceOptions(), TimeProvider.System))
        .AddSingleton(provider => new WorkStore(provider.GetRequiredService<ResilientObjectStore>()))
        .AddSingleton(provider => new GridStore(provider.GetRequiredService<ResilientObjectStore>()));
}
