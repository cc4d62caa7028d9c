using System.Text.Json.Serialization;

namespace JsccGrid.Experiments.Recipes;

/// <summary>
/// The arithmetic of the products that training spends its time on. Weights, batch statistics, losses and the optimizer's velocities are
/// stored and updated in single precision whatever it is.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<Precision>))]
public enum Precision
{
    /// <summary>IEEE 754 binary32 throughout, 24 bits of significand.</summary>
    [JsonStringEnumMemberName("single")] Single,
    /// <summary>
    /// Factors of matrix products and convolutions are rounded to 11 bits of significand, on GPUs that can (NVIDIA Ampere and later).
    /// </summary>
    [JsonStringEnumMemberName("tf32")] Tf32,
    /// <summary>The backbone's convolutions take and give bfloat16, 8 bits of significand (Kalamkar et al., arXiv 1905.12322).</summary>
    [JsonStringEnumMemberName("bfloat16")] BFloat16,
}
