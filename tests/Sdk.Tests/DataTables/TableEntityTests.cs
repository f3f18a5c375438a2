using Azure;
using Azure.Data.Tables;

namespace Sdk.Tests.DataTables;

public sealed class TableEntityTests
{
    [Fact]
    public void The_keys_are_properties_among_others()
    {
        var entity = new TableEntity("p", "r") { ["A"] = 1 };
        Assert.Equal("p", entity["PartitionKey"]);
        entity["RowKey"] = "s";
        Assert.Equal("s", entity.RowKey);
        Assert.Equal(["A", "PartitionKey", "RowKey"], entity.Keys.Order());
    }

    [Fact]
    public void A_typed_getter_gives_the_value_or_null()
    {
        var id = Guid.NewGuid();
        var time = new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.FromHours(1));
        var entity = new TableEntity("p", "r")
        {
            ["String"] = "s", ["Int32"] = 1, ["Int64"] = 2L, ["Double"] = 3.5, ["Boolean"] = true,
            ["Guid"] = id, ["Time"] = time, ["Binary"] = new byte[] { 1, 2 }, ["Null"] = null,
        };
        Assert.Equal("s", entity.GetString("String"));
        Assert.Equal(1, entity.GetInt32("Int32"));
        Assert.Equal(2, entity.GetInt64("Int64"));
        Assert.Equal(3.5, entity.GetDouble("Double"));
        Assert.True(entity.GetBoolean("Boolean"));
        Assert.Equal(id, entity.GetGuid("Guid"));
        Assert.Equal(time, entity.GetDateTimeOffset("Time"));
        Assert.Equal(new DateTime(2026, 11, 24, 11, 0, 0, DateTimeKind.Utc), entity.GetDateTime("Time"));
        Assert.Equal(DateTimeKind.Utc, entity.GetDateTime("Time")!.Value.Kind);
        Assert.Equal([1, 2], entity.GetBinary("Binary"));
        Assert.Equal([1, 2], entity.GetBinaryData("Binary").ToArray());
        Assert.Null(entity.GetInt32("Null"));
        Assert.Null(entity.GetString("Absent"));
        Assert.Null(entity["Absent"]);
    }

    [Fact]
    public void A_typed_getter_refuses_another_type()
    {
        var entity = new TableEntity("p", "r") { ["A"] = 1 };
        Assert.Throws<InvalidOperationException>(() => entity.GetString("A"));
        Assert.Throws<InvalidOperationException>(() => entity.GetInt64("A"));
        Assert.Throws<InvalidOperationException>(() => entity.GetDateTime("A"));
    }

    [Fact]
    public void An_int_put_in_place_of_a_long_or_a_double_is_widened()
    {
        var entity = new TableEntity("p", "r") { ["Long"] = 1L, ["Double"] = 1.0, ["Int"] = 1 };
        entity["Long"] = 2;
        entity["Double"] = 2;
        entity["Int"] = 2;
        Assert.Equal((2L, 2.0, 2), (entity["Long"], entity["Double"], entity["Int"]));
    }

    [Fact]
    public void The_etag_is_kept_as_it_came()
    {
        var entity = new TableEntity("p", "r");
        Assert.Equal(default, entity.ETag);
        entity.ETag = new ETag("W/\"datetime'2021-05-22T22%3A58%3A40.6450000Z'\"");
        Assert.Equal("W/\"datetime'2021-05-22T22%3A58%3A40.6450000Z'\"", entity["odata.etag"]);
        Assert.Equal("W/\"datetime'2021-05-22T22%3A58%3A40.6450000Z'\"", entity.ETag.ToString());
    }

    [Fact]
    public void Copied_values_are_a_copy()
    {
        var values = new Dictionary<string, object> { ["PartitionKey"] = "p", ["A"] = 1 };
        var entity = new TableEntity(values);
        values["A"] = 2;
        Assert.Equal(("p", 1), (entity.PartitionKey, entity["A"]));
        Assert.Throws<ArgumentNullException>(() => new TableEntity(null));
    }
}
