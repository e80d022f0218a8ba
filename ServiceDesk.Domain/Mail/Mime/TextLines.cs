using System.Text;

namespace ServiceDesk.Domain.Mail.Mime;

/// <summary>Writes lines out of running text: white space runs together, paragraphs are set off, quotes carry their marks.</summary>
internal sealed class TextLines
{
    private const int MostDepth = 20;

    private readonly StringBuilder _text = new();
    private int _breaks;
    private int _ended;
    private bool _isLineStart = true;
    private bool _isBlank;
    private int _depth;

    /// <summary>Whether white space stands as written.</summary>
    public bool IsPreformatted { get; set; }

    /// <summary>How much is written, in letters.</summary>
    public int Length => _text.Length;

    /// <summary>Writes words.</summary>
    public void Write(ReadOnlySpan<char> words)
    {
        foreach (var letter in words)
        {
            if (letter == '\n' && IsPreformatted)
            {
                Break();
            }
            else if (letter is ' ' or '\t' or '\n' or '\r' or '\f' && !IsPreformatted)
            {
                _isBlank = true;
            }
            else if (letter is not ('\0' or '\r' or '\u00AD' or '\u200B' or '\uFEFF'))
            {
                Begin();
                _text.Append(letter == '\u00A0' ? ' ' : letter);
            }
        }
    }

    /// <summary>Ends the line, even an empty one.</summary>
    public void Break()
    {
        _breaks = Math.Min(_breaks + 1, 3);
        _isBlank = false;
    }

    /// <summary>Goes on at the beginning of a line.</summary>
    public void BeginLine() => _breaks = Math.Max(_breaks, 1);

    /// <summary>Goes on behind an empty line.</summary>
    public void BeginParagraph() => _breaks = Math.Max(_breaks, 2);

    /// <summary>Goes in or out of a quote.</summary>
    public void Quote(int step)
    {
        BeginParagraph();
        Settle();
        _depth = Math.Max(0, _depth + step);
    }

    /// <summary>What was written since the text was that long.</summary>
    public string Since(int length) => _text.ToString(Math.Min(length, _text.Length), _text.Length - Math.Min(length, _text.Length));

    /// <inheritdoc/>
    public override string ToString() => _text.ToString().Trim('\n');

    private void Begin()
    {
        Settle();
        if (_isLineStart)
        {
            _text.Append('>', Math.Min(_depth, MostDepth)).Append(_depth > 0 ? " " : "");
        }
        else if (_isBlank)
        {
            _text.Append(' ');
        }

        (_isLineStart, _isBlank, _ended) = (false, false, 0);
    }

    // The line ends that are due, in the depth that is left.
    private void Settle()
    {
        if (_breaks == 0)
        {
            return;
        }

        if (_text.Length > 0 && _breaks > _ended)
        {
            _text.Append('\n', _breaks - _ended);
            _ended = _breaks;
        }

        (_isLineStart, _breaks) = (true, 0);
    }
}
