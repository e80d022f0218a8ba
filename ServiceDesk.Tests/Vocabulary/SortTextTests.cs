using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Tests.Vocabulary;

public class SortTextTests
{
    [Theory]
    [InlineData("Anna Smith", "anna.smith@mail.example.org", "anna.smith@mail.example.org example.org mail.example.org org smith")]
    [InlineData("Jean-Luc O'Brien", "x@y.test", "brien jean-luc luc o'brien test x@y.test y.test")]
    [InlineData("Sinéad O’Shea–Byrne", "x@y.test", "byrne o'shea-byrne shea sinead test x@y.test y.test")]
    [InlineData("Zoë", "info@bücher.test", "bucher.test info@bucher.test test zoe")]
    [InlineData("a@b.test", "a@b.test", "a@b.test b.test test")]
    public void A_person_is_found_by_the_words_of_name_address_and_domain(string name, string address, string words) =>
        Assert.Equal(words, string.Join(' ', SortText.WordsOf(name, address).Order(StringComparer.Ordinal)));

    [Theory]
    [InlineData("  ÉCOLE \t\r\n  Straße ", "ecole straße")]
    [InlineData("’ ‘ ʼ ` ´ ′ '", "' ' ' ' ' ' '")]
    [InlineData("‐ ‑ – — −", "- - - - -")]
    [InlineData("", "")]
    public void Folded_text_has_neither_accents_nor_capitals(string text, string folded) => Assert.Equal(folded, SortText.Fold(text));

    [Fact]
    public void What_no_database_keeps_is_not_in_it() => Assert.Equal("a b\ufffd", SortText.Fold("a\0b\ud800"));
}
