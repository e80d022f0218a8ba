using ServiceDesk.Domain.Customers.Invitations;

namespace ServiceDesk.Tests.Customers;

public sealed class ReadingPastedAddressesTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData(" , ;\n\t", "")]
    [InlineData("karl@kunde.test", "karl@kunde.test")]
    [InlineData("a@b.test,c@d.test;e@f.test g@h.test\ni@j.test\r\nk@l.test\tm@n.test", "a@b.test|c@d.test|e@f.test|g@h.test|i@j.test|k@l.test|m@n.test")]
    [InlineData("Karl Kunde <karl@kunde.test>", "karl@kunde.test=Karl Kunde")]
    [InlineData("Karl Kunde <karl@kunde.test>, Lena <lena@kunde.test>; x@y.test", "karl@kunde.test=Karl Kunde|lena@kunde.test=Lena|x@y.test")]
    [InlineData("\"Kunde, Karl\" <karl@kunde.test>, \"Lind, Lena\" <lena@kunde.test>", "karl@kunde.test=Kunde, Karl|lena@kunde.test=Lind, Lena")]
    [InlineData("Kunde, Karl <karl@kunde.test>; Lind, Lena <lena@kunde.test>", "karl@kunde.test=Karl Kunde|lena@kunde.test=Lena Lind")]
    [InlineData("<karl@kunde.test>", "karl@kunde.test")]
    [InlineData("karl@kunde.test <karl@kunde.test>", "karl@kunde.test")]
    [InlineData("Write to mailto:karl@kunde.test.", "karl@kunde.test=Write to")]
    [InlineData("Karl Kunde karl@kunde.test\nLena lena@kunde.test", "karl@kunde.test=Karl Kunde|lena@kunde.test=Lena")]
    [InlineData("\uFEFFemail,name\nkarl@kunde.test,Karl Kunde\nlena@kunde.test,\"Lena \"\"L\"\" Lind\"", "karl@kunde.test=Karl Kunde|lena@kunde.test=Lena \"L\" Lind")]
    [InlineData("Vorname;Nachname;E-Mail\nKarl;Kunde;karl@kunde.test", "karl@kunde.test=Karl Kunde")]
    [InlineData("Name\tE-Mail\tFirma\nKarl\tkarl@kunde.test\tAcme", "karl@kunde.test=Karl")]
    [InlineData("karl@kunde.test,\"Karl\nKunde\"", "karl@kunde.test=Karl Kunde")]
    [InlineData("karl@kunde.test\nKARL@kunde.TEST\n Karl <karl@kunde.test>", "karl@kunde.test")]
    [InlineData("karl@kunde.test, nobody, lena@kunde.test", "karl@kunde.test|!nobody|lena@kunde.test")]
    [InlineData("nobody", "!nobody")]
    [InlineData("karl@", "!karl@")]
    [InlineData("karl@kunde.test\nlena@kunde", "karl@kunde.test|!lena@kunde")]
    [InlineData("O\"Neil <oneil@kunde.test>, \"open <a@b.test>", "oneil@kunde.test=O\"Neil|a@b.test=open")]
    [InlineData("a@b@c.test", "!a@b@c.test")]
    [InlineData("karl@kunde.test\r\nBcc: all@kunde.test", "karl@kunde.test|all@kunde.test")]
    [InlineData("\"Müller, Max\" max@csv.test", "max@csv.test=Müller, Max")]
    [InlineData("max@csv.test \"Müller, Max\"", "max@csv.test=Müller, Max")]
    [InlineData("\"Max Müller\" max@csv.test, \"Meier, Mia\" mia@csv.test", "max@csv.test=Max Müller|mia@csv.test=Meier, Mia")]
    [InlineData("\"Müller, Max\" (max@csv.test)\n\"Meier, Mia\" mia@csv.test; x@y.test", "max@csv.test=Müller, Max|mia@csv.test=Meier, Mia|x@y.test")]
    [InlineData("To: max@kunde.test; Cc: mia@kunde.test", "max@kunde.test|mia@kunde.test")]
    [InlineData("To: \"Müller, Max\" <max@kunde.test>, Mia <mia@kunde.test>\nCC:lena@kunde.test", "max@kunde.test=Müller, Max|mia@kunde.test=Mia|lena@kunde.test")]
    [InlineData("An: max@kunde.test Kopie: mia@kunde.test Bcc : lena@kunde.test", "max@kunde.test|mia@kunde.test|lena@kunde.test")]
    [InlineData("An Kim <kim@kunde.test>", "kim@kunde.test=An Kim")]
    [InlineData("bücher@bücher.test", "bücher@bücher.test")]
    public void Whatever_is_pasted_is_read_as_people_would(string pasted, string expected) =>
        Assert.Equal(expected, string.Join('|', TypedAddresses.Read(pasted).Select(one => (one.Address is null ? "!" : "") + one.Typed + (one.Name is null ? "" : "=" + one.Name))));

    [Fact]
    public void Nobody_of_a_long_list_is_lost()
    {
        var pasted = string.Join('\n', Enumerable.Range(0, 3_000).Select(n => $"Person {n} <person{n}@kunde.test>"));

        Assert.Equal(Enumerable.Range(0, 3_000).Select(n => $"person{n}@kunde.test"), TypedAddresses.Read(pasted).Select(one => one.Address!.Typed));
    }

    [Fact]
    public void What_is_endless_is_shown_shortened() => Assert.InRange(Assert.Single(TypedAddresses.Read(new string('x', 5_000) + "@")).Typed.Length, 1, 200);
}
