using System.Globalization;
using Azure.Data.Tables;

namespace Sdk.Tests.DataTables;

public sealed class CreateQueryFilterTests
{
    private static readonly Guid Id = new("0f8fad5b-d9cb-469f-a165-70867728950e");

    public static TheoryData<FormattableString, string> Literals => new()
    {
        { $"A eq {"text"}", "A eq 'text'" },
        { $"A eq {"O'Neill' or '1' eq '1"}", "A eq 'O''Neill'' or ''1'' eq ''1'" },
        { $"A eq {"ação {0} %"}", "A eq 'ação {0} %'" },
        { $"A eq {'\''}", "A eq ''''" },
        { $"A eq {true} or A eq {false}", "A eq true or A eq false" },
        { $"A gt {-5}", "A gt -5" },
        { $"A gt {5_000_000_000L}", "A gt 5000000000L" },
        { $"A gt {1.5}", "A gt 1.5" },
        { $"A gt {1e300}", "A gt 1E+300" },
        { $"A lt {double.PositiveInfinity} or A eq {double.NegativeInfinity}", "A lt INF or A eq -INF" },
        { $"A eq {Id}", "A eq guid'0f8fad5b-d9cb-469f-a165-70867728950e'" },
        { $"A ge {new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.FromHours(1)).AddTicks(1)}", "A ge datetime'2026-11-24T11:00:00.0000001Z'" },
        { $"A ge {new DateTime(2026, 11, 24, 12, 0, 0, DateTimeKind.Utc)}", "A ge datetime'2026-11-24T12:00:00.0000000Z'" },
        { $"A eq {new byte[] { 0, 10, 255 }}", "A eq X'000AFF'" },
        { $"A eq {BinaryData.FromBytes(new byte[] { 0, 10, 255 })}", "A eq X'000AFF'" },
        { $"A eq 1 and B eq 'x'", "A eq 1 and B eq 'x'" },
    };

    [Theory]
    [MemberData(nameof(Literals))]
    public void Every_value_becomes_the_literal_of_its_type(FormattableString filter, string expected) =>
        Assert.Equal(expected, TableClient.CreateQueryFilter(filter));

    [Fact]
    public void The_culture_of_the_server_does_not_matter()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("pt-PT");
            Assert.Equal("A gt 1.5 and B eq -7", TableClient.CreateQueryFilter($"A gt {1.5} and B eq {-7}"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_value_the_service_does_not_know_is_refused() =>
        Assert.Throws<ArgumentException>(() => TableClient.CreateQueryFilter($"A eq {new Uri("https://example.com")}"));

    [Fact]
    public void A_time_of_no_definite_zone_is_refused() =>
        Assert.Throws<NotSupportedException>(() => TableClient.CreateQueryFilter($"A ge {new DateTime(2026, 11, 24)}"));

    [Fact]
    public void A_filter_is_needed() =>
        Assert.Throws<ArgumentNullException>(() => TableClient.CreateQueryFilter(null));
}
