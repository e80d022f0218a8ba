namespace ServiceDesk.Domain.Guards;

/// <summary>A grey picture that a pen draws on: 0 is black, 255 white.</summary>
internal sealed class Paper(int width, int height)
{
    private readonly byte[] _grey = new byte[width * height];

    public int Width => width;

    public int Height => height;

    /// <summary>Row by row from the top left.</summary>
    public ReadOnlySpan<byte> Grey => _grey;

    /// <summary>Gives each point its grey.</summary>
    public void Fill(Func<int, int, double> grey)
    {
        for (var at = 0; at < _grey.Length; at++)
        {
            _grey[at] = (byte)Math.Clamp(grey(at % width, at / width), 0, 255);
        }
    }

    /// <summary>Changes each point.</summary>
    public void Change(Func<byte, double> to)
    {
        for (var at = 0; at < _grey.Length; at++)
        {
            _grey[at] = (byte)Math.Clamp(to(_grey[at]), 0, 255);
        }
    }

    /// <summary>Draws a line through points with smooth edges. A light pen only lightens and a dark one only darkens, so strokes may cross.</summary>
    public void Draw(IReadOnlyList<(float X, float Y)> points, float radius, byte ink, bool isLight = false)
    {
        for (var i = 1; i < points.Count; i++)
        {
            DrawPiece(points[i - 1], points[i], radius, ink, isLight);
        }
    }

    private void DrawPiece((float X, float Y) from, (float X, float Y) to, float radius, byte ink, bool isLight)
    {
        var (left, right) = Range(from.X, to.X, radius, width);
        var (top, bottom) = Range(from.Y, to.Y, radius, height);
        for (var y = top; y <= bottom; y++)
        {
            for (var x = left; x <= right; x++)
            {
                var cover = Math.Clamp(radius + .5f - Distance(x, y, from, to), 0, 1);
                ref var grey = ref _grey[(y * width) + x];
                var drawn = (byte)(grey + (cover * (ink - grey)));
                grey = isLight ? Math.Max(grey, drawn) : Math.Min(grey, drawn);
            }
        }
    }

    private static (int From, int To) Range(float one, float other, float radius, int size) =>
        ((int)Math.Clamp(MathF.Floor(MathF.Min(one, other) - radius - 1), 0, size - 1), (int)Math.Clamp(MathF.Ceiling(MathF.Max(one, other) + radius + 1), 0, size - 1));

    private static float Distance(float x, float y, (float X, float Y) from, (float X, float Y) to)
    {
        var (dx, dy) = (to.X - from.X, to.Y - from.Y);
        var length = (dx * dx) + (dy * dy);
        var along = length == 0 ? 0 : Math.Clamp((((x - from.X) * dx) + ((y - from.Y) * dy)) / length, 0, 1);
        var (ex, ey) = (x - from.X - (along * dx), y - from.Y - (along * dy));
        return MathF.Sqrt((ex * ex) + (ey * ey));
    }
}
