namespace JsccGrid.Experiments.Costs;

/// <summary>Images in the parts of a data set.</summary>
public sealed record DataSetSize(int Train, int Query, int Gallery)
{
    /// <summary>CUHK03, new protocol, labelled boxes: the 14,096 images of paper section 3.1 (split: Zhong et al., CVPR 2017).</summary>
    public static DataSetSize Cuhk03 { get; } = new(7368, 1400, 5328);
}
