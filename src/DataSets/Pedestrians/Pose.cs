namespace JsccGrid.DataSets.Pedestrians;

/// <summary>How a person stands in one image.</summary>
/// <param name="Yaw">Radians: 0 faces the camera, pi/2 looks to the right of the image, pi shows the back.</param>
/// <param name="Stride">Angle of the leading thigh from the vertical, in radians; 0 stands still.</param>
/// <param name="Lean">Sideways lean, as a share of the body's height.</param>
internal readonly record struct Pose(float Yaw, float Stride, float Lean)
{
    /// <summary>1 towards the camera, -1 away from it.</summary>
    public float Facing => MathF.Cos(Yaw);

    /// <summary>1 to the right of the image, -1 to the left.</summary>
    public float Heading => MathF.Sin(Yaw);

    /// <summary>Width of the body as seen, relative to its width from the front.</summary>
    public float Breadth => 0.64f + (0.36f * MathF.Abs(Facing));

    /// <summary>Where a point of the body's surface is seen.</summary>
    /// <param name="angle">Radians: 0 is the chest, pi/2 the side that is right in a frontal view, pi the back.</param>
    /// <returns>Across in [-1, 1] of the body's half width, and whether it is on the side that is seen.</returns>
    public (float Across, bool Visible) At(float angle) => (MathF.Sin(angle + Yaw), MathF.Cos(angle + Yaw) > -0.05f);
}
