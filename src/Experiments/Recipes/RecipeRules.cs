namespace JsccGrid.Experiments.Recipes;

/// <summary>What a recipe must satisfy beyond every value lying in its bounds.</summary>
public static class RecipeRules
{
    /// <summary>Reports values that do not go together as (path, what would be right), of a recipe as far as it could be read.</summary>
    public static void CheckTogether(Recipe recipe, Action<string, string> report)
    {
        if (recipe.Checkpoint is { } checkpoint && checkpoint.Seconds is null == checkpoint.Steps is null)
            report("checkpoint", "give exactly one of seconds and steps, as in 'checkpoint: { seconds: 30 }'.");
        if (recipe.Digital?.TrainBackbone == true)
        {
            report("digital.trainBackbone",
                "a digital cell says itself whether its backbone trains; remove it, and give its sweep 'backboneWeights: trained'.");
        }
        if (recipe.Adaptive is { } adaptive && adaptive.MostSnrDb < adaptive.LeastSnrDb)
            report("adaptive", "mostSnrDb is below leastSnrDb; expected a range of SNRs from the least to the most.");
    }
}
