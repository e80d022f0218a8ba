namespace ServiceDesk.Domain.Guards;

/// <summary>
/// Draws a word so that people read it and programs hardly do (design.md 2.7): letters in changing hands, each with room of its own, on paper that bends,
/// with strokes of the same pen across and a cut through them.
/// </summary>
internal static class WordPicture
{
    public const int Width = 260;
    public const int Height = 90;

    private const float Shade = 16;
    private const float Margin = 17;
    private const float MostRadius = 2.5f;

    // Between one letter's ink and the next one's: whoever cannot tell where a letter ends cannot read it.
    private const float LeastGap = 4;

    /// <summary>A picture of the word as a PNG file.</summary>
    public static byte[] Draw(string word, Random random)
    {
        var paper = new Paper(Width, Height);
        var (light, tilt) = (Between(random, 205, 235), Between(random, -20, 20));
        paper.Fill((x, y) => light + (tilt * x / Width) + (tilt * y / Height));
        var bend = Bend(random);
        var radius = Between(random, 1.7f, 2.2f);

        foreach (var strokes in Lay(word, random))
        {
            var ink = (byte)Between(random, 15, 75);
            foreach (var stroke in strokes)
            {
                paper.Draw([.. stroke.Select(point => bend(point.X, point.Y))], MathF.Min(MostRadius, radius + Between(random, -.2f, .3f)), ink);
            }
        }

        paper.Draw(Across(random), radius * .6f, (byte)Between(random, 20, 60));
        paper.Draw(Across(random), radius * .4f, (byte)light, isLight: true);
        for (var scraps = 0; scraps < 2; scraps++)
        {
            paper.Draw(Scrap(random), radius * .8f, (byte)Between(random, 30, 100));
        }

        // Few shades, so that the file stays small.
        paper.Change(grey => Shade * MathF.Round((grey + (random.Next(8) == 0 ? Between(random, -40, 20) : 0)) / Shade));
        return Png.Of(paper);
    }

    /// <summary>The strokes of each letter where they go before the paper bends, none within reach of the next one's pen.</summary>
    internal static IReadOnlyList<IReadOnlyList<(float X, float Y)[]>> Lay(string word, Random random)
    {
        var letters = word.Select(letter => Letter(letter, random)).ToList();
        var gaps = letters.ConvertAll(_ => (2 * MostRadius) + Between(random, LeastGap, LeastGap + 5));
        var (inked, empty) = (letters.Sum(letter => letter.Width), gaps.Sum());
        var scale = MathF.Min(1, (Width - (2 * Margin) - empty) / inked);
        var left = (Width - (scale * inked) - empty) / 2;
        var laid = new List<IReadOnlyList<(float X, float Y)[]>>();
        foreach (var ((strokes, width), gap) in letters.Zip(gaps))
        {
            var from = left + (gap / 2);
            laid.Add(strokes.ConvertAll(stroke => stroke.Select(point => (from + (scale * point.X), point.Y)).ToArray()));
            left += (scale * width) + gap;
        }

        return laid;
    }

    /// <summary>The strokes of a letter turned, leaned and sized by chance, beginning at the left edge, and how wide it is.</summary>
    private static (List<(float X, float Y)[]> Strokes, float Width) Letter(char letter, Random random)
    {
        var (wide, high) = (Between(random, 2.7f, 3.3f), Between(random, 3.1f, 3.8f));
        var (turn, lean) = (Between(random, -.18f, .18f), Between(random, -.15f, .15f));
        var down = Between(random, -6, 6);
        var (sin, cos) = (MathF.Sin(turn), MathF.Cos(turn));
        var strokes = LetterShapes.Of(letter, random).Select(stroke => stroke.Select(point =>
        {
            var (x, y) = ((point.X - 5) * wide, (point.Y - 7) * high);
            x -= lean * y;
            return (X: (x * cos) - (y * sin), Y: (x * sin) + (y * cos) + (Height / 2f) + down);
        }).ToArray()).ToList();
        var (least, most) = (strokes.Min(stroke => stroke.Min(point => point.X)), strokes.Max(stroke => stroke.Max(point => point.X)));
        return (strokes.ConvertAll(stroke => stroke.Select(point => (point.X - least, point.Y)).ToArray()), most - least);
    }

    private static Func<float, float, (float X, float Y)> Bend(Random random)
    {
        var (deep, long_, at) = (Between(random, 3, 6), Between(random, 60, 130), Between(random, 0, 6));
        var (wide, high, from) = (Between(random, 1, 2.2f), Between(random, 40, 80), Between(random, 0, 6));
        return (x, y) => (x + (wide * MathF.Sin((y / high * MathF.Tau) + from)), y + (deep * MathF.Sin((x / long_ * MathF.Tau) + at)));
    }

    private static List<(float X, float Y)> Across(Random random)
    {
        var (from, to) = (Between(random, 32, Height - 32), Between(random, 32, Height - 32));
        var (deep, long_, at) = (Between(random, 6, 14), Between(random, 70, 160), Between(random, 0, 6));
        return [.. Enumerable.Range(0, (Width / 4) + 1).Select(step => ((float)step * 4, from + ((to - from) * step * 4 / Width) + (deep * MathF.Sin((step * 4 / long_ * MathF.Tau) + at))))];
    }

    private static List<(float X, float Y)> Scrap(Random random)
    {
        var (x, y, size, turn) = (Between(random, 10, Width - 10), Between(random, 10, Height - 10), Between(random, 4, 11), Between(random, 0, 6));
        return [.. Enumerable.Range(0, 6).Select(step => (x + (size * MathF.Cos(turn + (step * .4f))), y + (size * MathF.Sin(turn + (step * .4f)))))];
    }

    private static float Between(Random random, float least, float most) => least + ((most - least) * random.NextSingle());
}
