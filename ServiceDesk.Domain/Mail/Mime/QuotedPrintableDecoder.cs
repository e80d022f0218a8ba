using System.Buffers;

namespace ServiceDesk.Domain.Mail.Mime;

/// <summary>What quoted-printable says (RFC 2045, 6.7); an equals sign that begins nothing stays one.</summary>
internal sealed class QuotedPrintableDecoder : TransferDecoder
{
    private State _state;
    private byte _first;
    private int _blanks;

    private enum State
    {
        Text,
        Equals,
        Half,
        Blanks,
        Return,
    }

    /// <inheritdoc/>
    public override void Decode(ReadOnlySpan<byte> raw, IBufferWriter<byte> to)
    {
        while (raw.Length > 0)
        {
            if (_state != State.Text)
            {
                raw = Take(raw[0], to) ? raw[1..] : raw;
                continue;
            }

            var plain = raw.IndexOf((byte)'=');
            to.Write(plain < 0 ? raw : raw[..plain]);
            if (plain < 0)
            {
                return;
            }

            _state = State.Equals;
            raw = raw[(plain + 1)..];
        }
    }

    /// <inheritdoc/>
    public override void Complete(IBufferWriter<byte> to)
    {
        if (_state == State.Half)
        {
            Put(to, (byte)'=');
            Put(to, _first);
        }

        _state = State.Text;
    }

    // Whether the letter belonged to what the equals sign began.
    private bool Take(byte letter, IBufferWriter<byte> to)
    {
        switch (_state)
        {
            case State.Equals when Hex(letter) >= 0:
                (_state, _first) = (State.Half, letter);
                return true;
            case State.Half when Hex(letter) is >= 0 and var low:
                Put(to, (byte)((Hex(_first) << 4) | low));
                _state = State.Text;
                return true;
            case State.Half:
                Put(to, (byte)'=');
                Put(to, _first);
                _state = State.Text;
                return false;
            case State.Equals or State.Blanks when letter is (byte)' ' or (byte)'\t':
                // White space may have been added behind the sign on the way.
                _blanks = _state == State.Blanks ? _blanks + 1 : 1;
                _state = State.Blanks;
                return true;
            case State.Equals or State.Blanks when letter == '\r':
                _state = State.Return;
                return true;
            case State.Equals or State.Blanks or State.Return when letter == '\n':
                _state = State.Text;
                return true;
            case State.Return when letter == '\r':
                return true;
            case State.Return:
                _state = State.Text;
                return false;
            default:
                GiveBack(to);
                return false;
        }
    }

    private void GiveBack(IBufferWriter<byte> to)
    {
        Put(to, (byte)'=');
        for (; _state == State.Blanks && _blanks > 0; _blanks--)
        {
            Put(to, (byte)' ');
        }

        _state = State.Text;
    }

    private static int Hex(byte letter) => letter switch
    {
        >= (byte)'0' and <= (byte)'9' => letter - '0',
        >= (byte)'A' and <= (byte)'F' => letter - 'A' + 10,
        >= (byte)'a' and <= (byte)'f' => letter - 'a' + 10,
        _ => -1,
    };
}
