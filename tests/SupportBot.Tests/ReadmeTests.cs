using System.Text.RegularExpressions;

namespace SupportBot.Tests;

/// <summary>What the README says of the product is shown by tests that are there.</summary>
public sealed partial class ReadmeTests
{
    [Fact]
    public void Every_test_that_the_guidance_table_names_is_there()
    {
        var readme = File.ReadAllText(Repository.Path("README.md"));
        var tests = typeof(ReadmeTests).Assembly.GetTypes().SelectMany(type => type.GetMethods().Select(method => $"{type.Name}.{method.Name}")).ToHashSet(StringComparer.Ordinal);

        var named = Named().Matches(readme).Select(match => match.Groups[1].Value).ToList();

        Assert.True(named.Count >= 15, "The table is there.");
        Assert.DoesNotContain(named, name => !tests.Contains(name));
    }

    [GeneratedRegex(@"`(\w+Tests\.\w+)`")]
    private static partial Regex Named();
}
