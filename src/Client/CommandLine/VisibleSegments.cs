using JsccGrid.Experiments.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace JsccGrid.Client.CommandLine;

/// <summary>
/// Makes control characters visible in all text that Spectre draws. Its own sequences, colours and movements of the cursor, are no
/// text and stay. Attached before any other hook it is asked last, so that what a live display adds passes here too.
/// </summary>
internal sealed class VisibleSegments : IRenderHook
{
    public IEnumerable<IRenderable> Process(RenderOptions options, IEnumerable<IRenderable> renderables) =>
        renderables.Select(drawn => new Visible(drawn));

    private sealed class Visible(IRenderable drawn) : IRenderable
    {
        public Measurement Measure(RenderOptions options, int maxWidth) => drawn.Measure(options, maxWidth);

        public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => drawn.Render(options, maxWidth).Select(Show);

        private static Segment Show(Segment segment)
        {
            if (segment.IsControlCode) return segment;
            var visible = VisibleText.Of(segment.Text);
            return ReferenceEquals(visible, segment.Text) ? segment : new Segment(visible, segment.Style);
        }
    }
}
