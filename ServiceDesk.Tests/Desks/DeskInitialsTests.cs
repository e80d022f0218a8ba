using Bunit;
using ServiceDesk.Blazor.Ui;

namespace ServiceDesk.Tests.Desks;

public sealed class DeskInitialsTests
{
    [Theory]
    [InlineData("IT support", "IS")]
    [InlineData("Human resources and more", "HR")]
    [InlineData("Facilities", "FA")]
    [InlineData("X", "X")]
    [InlineData("  ", "")]
    [InlineData("über uns", "ÜU")]
    public void Two_letters_of_its_name_stand_for_a_desk(string name, string letters)
    {
        using var bunit = new BunitContext();

        var shown = bunit.Render<Initials>(parameters => parameters.Add(initials => initials.Name, name));

        Assert.Equal(letters, shown.Find("span").TextContent);
    }
}
