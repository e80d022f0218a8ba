using System.Globalization;

namespace ServiceDesk.Domain.Guards;

/// <summary>
/// Letters as strokes of a pen in a box 10 wide and 14 high, many in more than one hand. Only letters, and hands, that nobody takes for another:
/// no I, J, O, Q, G, F, S, U or V, which are like 1, 0, 5 and each other, and no small h, m or w, which are like b, rn and vv.
/// </summary>
internal static class LetterShapes
{
    private const int PiecesOfACurve = 10;

    // M moves the pen, L draws a line, Q a curve towards its first point.
    private static readonly Dictionary<char, string[]> Written = new()
    {
        ['A'] = ["M0 14L5 0L10 14M2 9L8 9"],
        ['B'] = ["M0 0L0 14M0 0L5 0Q9 0 9 3.5Q9 7 5 7L0 7M5 7Q10 7 10 10.5Q10 14 5 14L0 14", "M0 0L0 14M0 9Q0 5 5 5Q10 5 10 9.5Q10 14 5 14Q0 14 0 10"],
        ['C'] = ["M10 3Q8 0 5 0Q0 0 0 7Q0 14 5 14Q8 14 10 11", "M9 1Q0 -1 0 7Q0 15 9 13"],
        ['D'] = ["M0 0L0 14M0 0L4 0Q10 0 10 7Q10 14 4 14L0 14", "M10 0L10 14M10 9Q10 5 5 5Q0 5 0 9.5Q0 14 5 14Q10 14 10 10"],
        ['E'] = ["M9 0L0 0L0 14L9 14M0 7L7 7", "M0 9L10 9Q10 4 5 4Q0 4 0 9Q0 14 5 14Q8 14 10 12"],
        ['H'] = ["M0 0L0 14M10 0L10 14M0 7L10 7"],
        ['K'] = ["M0 0L0 14M9 0L0 8M3 6L10 14", "M0 0L0 14M8 5L0 10M3 8.5L9 14"],
        ['L'] = ["M0 0L0 14L9 14", "M1 0L0 14L9 13"],
        ['M'] = ["M0 14L0 0L5 8L10 0L10 14"],
        ['N'] = ["M0 14L0 0L10 14L10 0", "M1 14L0 0L9 14L10 0"],
        ['P'] = ["M0 14L0 0L5 0Q10 0 10 4Q10 8 5 8L0 8", "M0 3L0 16M0 7Q0 3 5 3Q10 3 10 7.5Q10 12 5 12Q0 12 0 8"],
        ['R'] = ["M0 14L0 0L5 0Q10 0 10 4Q10 8 5 8L0 8M5 8L10 14"],
        ['T'] = ["M0 0L10 0M5 0L5 14", "M4 1L4 11Q4 14 7 14L9 13M0 5L9 5"],
        ['W'] = ["M-1.5 0L2 14L5 3L8 14L11.5 0"],
        ['X'] = ["M0 0L10 14M10 0L0 14"],
        ['Y'] = ["M0 0L5 7L10 0M5 7L5 14"],
        ['Z'] = ["M0 0L10 0L0 14L10 14", "M0 0L10 0L0 14L10 14M2 7L8 7"],
    };

    private static readonly Dictionary<char, IReadOnlyList<(float X, float Y)[]>[]> Shapes =
        Written.ToDictionary(letter => letter.Key, letter => letter.Value.Select(Read).ToArray());

    /// <summary>The letters there are.</summary>
    public static IReadOnlyList<char> Letters { get; } = [.. Written.Keys];

    /// <summary>The strokes of a letter in one of its hands, each a line of points.</summary>
    public static IReadOnlyList<(float X, float Y)[]> Of(char letter, Random random) => Shapes[letter][random.Next(Shapes[letter].Length)];

    private static IReadOnlyList<(float X, float Y)[]> Read(string written)
    {
        var strokes = new List<List<(float X, float Y)>>();
        foreach (var part in written.Replace("M", "|M", StringComparison.Ordinal).Replace("L", "|L", StringComparison.Ordinal).Replace("Q", "|Q", StringComparison.Ordinal).Split('|', StringSplitOptions.RemoveEmptyEntries))
        {
            var numbers = part[1..].Split(' ').Select(number => float.Parse(number, CultureInfo.InvariantCulture)).ToArray();
            switch (part[0])
            {
                case 'M':
                    strokes.Add([(numbers[0], numbers[1])]);
                    break;
                case 'L':
                    strokes[^1].AddRange(Curve(strokes[^1][^1], Middle(strokes[^1][^1], (numbers[0], numbers[1])), (numbers[0], numbers[1])));
                    break;
                default:
                    strokes[^1].AddRange(Curve(strokes[^1][^1], (numbers[0], numbers[1]), (numbers[2], numbers[3])));
                    break;
            }
        }

        return strokes.ConvertAll(stroke => stroke.ToArray());
    }

    private static (float X, float Y) Middle((float X, float Y) one, (float X, float Y) other) => ((one.X + other.X) / 2, (one.Y + other.Y) / 2);

    // Lines are made of pieces too, so that they bend when the paper does.
    private static IEnumerable<(float X, float Y)> Curve((float X, float Y) from, (float X, float Y) towards, (float X, float Y) to) =>
        Enumerable.Range(1, PiecesOfACurve).Select(piece =>
        {
            var (t, u) = ((float)piece / PiecesOfACurve, 1 - ((float)piece / PiecesOfACurve));
            return ((u * u * from.X) + (2 * u * t * towards.X) + (t * t * to.X), (u * u * from.Y) + (2 * u * t * towards.Y) + (t * t * to.Y));
        });
}
