using System.Globalization;
using System.Text;

namespace ServiceDesk.Domain.Mail.Mime;

/// <summary>The words of an RTF text: its paragraphs without its looks. A page that Outlook has wrapped in RTF (MS-OXRTFEX) is read for its words too.</summary>
internal sealed class RtfText
{
    private const int MostDepth = 500;

    private static readonly HashSet<string> Unseen = new(StringComparer.Ordinal) { "fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "header", "footer", "generator", "themedata", "datastore" };

    private readonly StringBuilder _text = new();
    private readonly List<byte> _bytes = [];
    private readonly Stack<Group> _groups = new();
    private Group _group = new(IsSeen: true, IsWrapped: false, Fallbacks: 1);
    private string _charset = "windows-1252";
    private int _skip;

    private RtfText()
    {
    }

    /// <summary>Reads a text; empty where it is no RTF.</summary>
    public static string Read(ReadOnlySpan<byte> rtf)
    {
        if (!rtf.StartsWith("{\\rtf"u8))
        {
            return "";
        }

        var text = new RtfText();
        for (var at = 0; at < rtf.Length;)
        {
            at = text.Take(rtf, at);
        }

        text.Flush();
        return text._text.ToString().Trim('\n', ' ');
    }

    private int Take(ReadOnlySpan<byte> rtf, int at)
    {
        switch (rtf[at])
        {
            case (byte)'{':
                if (_groups.Count < MostDepth)
                {
                    _groups.Push(_group);
                }

                return at + 1;
            case (byte)'}':
                Flush();
                _group = _groups.TryPop(out var outer) ? outer : _group;
                return at + 1;
            case (byte)'\r' or (byte)'\n' or 0:
                return at + 1;
            case (byte)'\\':
                return at + 1 < rtf.Length ? TakeControl(rtf, at + 1) : at + 1;
            default:
                Write(rtf[at]);
                return at + 1;
        }
    }

    private int TakeControl(ReadOnlySpan<byte> rtf, int at)
    {
        var letter = (char)rtf[at];
        if (!char.IsAsciiLetter(letter))
        {
            if (letter == '\'' && at + 2 < rtf.Length && byte.TryParse(rtf.Slice(at + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var coded))
            {
                Write(coded);
                return at + 3;
            }

            TakeSign(letter);
            return at + 1;
        }

        var end = at;
        while (end < rtf.Length && char.IsAsciiLetter((char)rtf[end]))
        {
            end++;
        }

        var number = end;
        while (number < rtf.Length && (char.IsAsciiDigit((char)rtf[number]) || (rtf[number] == '-' && number == end)))
        {
            number++;
        }

        TakeWord(Encoding.ASCII.GetString(rtf[at..end]), int.TryParse(rtf[end..number], CultureInfo.InvariantCulture, out var value) ? value : null);
        return number < rtf.Length && rtf[number] == ' ' ? number + 1 : number;
    }

    private void TakeSign(char sign)
    {
        switch (sign)
        {
            case '*':
                _group = _group with { IsSeen = false };
                break;
            case '~':
                Write((byte)' ');
                break;
            case '\\' or '{' or '}':
                Write((byte)sign);
                break;
        }
    }

    private void TakeWord(string word, int? value)
    {
        switch (word)
        {
            case "par" or "line" or "row":
                Write('\n');
                break;
            case "tab" or "cell":
                Write('\t');
                break;
            case "ansicpg" when value is { } page:
                _charset = $"cp{page}";
                break;
            case "htmlrtf":
                Flush();
                _group = _group with { IsWrapped = value != 0 };
                break;
            case "uc":
                _group = _group with { Fallbacks = Math.Clamp(value ?? 1, 0, 10) };
                break;
            case "u" when value is { } letter:
                Write((char)(ushort)letter);
                _skip = _group.Fallbacks;
                break;
            case var _ when Unseen.Contains(word):
                _group = _group with { IsSeen = false };
                break;
        }
    }

    private void Write(char letter)
    {
        Flush();
        if (_group is { IsSeen: true, IsWrapped: false })
        {
            _text.Append(letter);
        }
    }

    // What stands behind a letter of Unicode is for programs that do not know it.
    private void Write(byte letter)
    {
        if (_skip > 0)
        {
            _skip--;
        }
        else if (_group is { IsSeen: true, IsWrapped: false })
        {
            _bytes.Add(letter);
        }
    }

    private void Flush()
    {
        if (_bytes.Count > 0)
        {
            _text.Append(Charsets.Decode([.. _bytes], _charset));
            _bytes.Clear();
        }
    }

    private sealed record Group(bool IsSeen, bool IsWrapped, int Fallbacks);
}
