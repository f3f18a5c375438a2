using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace Sdk.Tests.DataTables;

/// <summary>Entities one by one, on Azurite.</summary>
public sealed class EntityTests(TableFixture fixture) : IClassFixture<TableFixture>
{
    public static TheoryData<object> Values => new()
    {
        "",
        "ação 日本 😀 \u2028 \"quoted\" \\ \r\n\t <&'+>",
        int.MinValue,
        long.MaxValue,
        9_007_199_254_740_993L,
        5.0,
        -0.1,
        double.Epsilon,
        double.MaxValue,
        double.NaN,
        double.PositiveInfinity,
        double.NegativeInfinity,
        true,
        false,
        new Guid("0f8fad5b-d9cb-469f-a165-70867728950e"),
        new DateTimeOffset(2026, 11, 24, 12, 34, 56, TimeSpan.FromHours(-5)).AddTicks(1234567),
        new byte[] { 0, 1, 254, 255 },
        Array.Empty<byte>(),
    };

    [SkippableTheory]
    [MemberData(nameof(Values))]
    public async Task A_value_comes_back_exact_and_of_its_type(object value)
    {
        var table = await fixture.TableAsync();
        var entity = NewEntity();
        entity["Value"] = value;
        await table.AddEntityAsync(entity);

        TableEntity read = await table.GetEntityAsync<TableEntity>(entity.PartitionKey, entity.RowKey);

        Assert.IsType(value.GetType(), read["Value"]);
        Assert.Equal(value, read["Value"]);
    }

    [SkippableFact]
    public async Task An_object_comes_back_as_it_was()
    {
        var table = await fixture.TableAsync();
        var sample = new Sample
        {
            PartitionKey = NewKey(), RowKey = "r", Text = "ação", Int32 = -1, Int64 = long.MinValue, NullableInt64 = 7, Double = 2,
            Boolean = true, Guid = Guid.NewGuid(), Time = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(1)).AddTicks(7),
            Utc = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc).AddTicks(9), Binary = [1, 2, 3], Data = BinaryData.FromBytes(new byte[] { 4 }),
            Colour = Colour.Green, NullableColour = Colour.Red, Renamed = "x", Ignored = "secret",
        };
        var added = await table.AddEntityAsync(sample);
        Assert.Equal(204, added.Status);

        Sample read = await table.GetEntityAsync<Sample>(sample.PartitionKey, "r");

        Assert.Equal(
            (sample.Text, sample.Int32, sample.NullableInt32, sample.Int64, sample.NullableInt64, sample.Double, sample.Boolean, sample.NullableBoolean),
            (read.Text, read.Int32, read.NullableInt32, read.Int64, read.NullableInt64, read.Double, read.Boolean, read.NullableBoolean));
        Assert.Equal(
            (sample.Guid, sample.Time, sample.NullableTime, sample.Utc, sample.Colour, sample.NullableColour, sample.Renamed, null),
            (read.Guid, read.Time, read.NullableTime, read.Utc, read.Colour, read.NullableColour, read.Renamed, read.Ignored));
        Assert.Equal((TimeSpan.Zero, DateTimeKind.Utc), (read.Time.Offset, read.Utc.Kind));
        Assert.Equal(sample.Binary, read.Binary);
        Assert.Equal(sample.Data.ToArray(), read.Data!.ToArray());
        Assert.Equal(added.Headers.ETag, read.ETag);
        Assert.NotNull(read.Timestamp);

        TableEntity raw = await table.GetEntityAsync<TableEntity>(sample.PartitionKey, "r");
        Assert.Equal("Green", raw["Colour"]);
        Assert.Equal($"{sample.PartitionKey}/r", raw["Computed"]);
        Assert.DoesNotContain("Ignored", raw.Keys);
        Assert.DoesNotContain("NullableInt32", raw.Keys);
        Assert.Equal("x", raw["renamed"]);
    }

    [SkippableTheory]
    [InlineData("O'Neill", "''")]
    [InlineData("ação 日本", "😀")]
    [InlineData("a b&c=d", "(x),RowKey='y')")]
    [InlineData("x@y:z;{1}", "[]|^~`$!*")]
    [InlineData("19:abc@thread.tacv2", "")]
    public async Task Keys_of_any_allowed_letters_are_found_again(string partitionKey, string rowKey)
    {
        var table = await fixture.TableAsync();
        var entity = new TableEntity(partitionKey, rowKey) { ["A"] = 1 };
        await table.AddEntityAsync(entity);
        entity["A"] = 2;
        await table.UpdateEntityAsync(entity, ETag.All);
        TableEntity read = await table.GetEntityAsync<TableEntity>(partitionKey, rowKey);
        Assert.Equal((partitionKey, rowKey, 2), (read.PartitionKey, read.RowKey, read["A"]));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partitionKey} and RowKey eq {rowKey}");
        var found = await table.QueryAsync<TableEntity>(filter).ToListAsync();
        Assert.Single(found);
        Assert.Equal(204, (await table.DeleteEntityAsync(partitionKey, rowKey)).Status);
    }

    [SkippableFact]
    public async Task Adding_what_is_there_is_a_conflict()
    {
        var table = await fixture.TableAsync();
        var entity = NewEntity();
        await table.AddEntityAsync(entity);
        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(entity));
        Assert.Equal((409, "EntityAlreadyExists"), (failure.Status, failure.ErrorCode));
        Assert.True(failure.ErrorCode == TableErrorCode.EntityAlreadyExists);
    }

    [SkippableFact]
    public async Task What_is_not_there_is_not_found()
    {
        var table = await fixture.TableAsync();
        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => table.GetEntityAsync<TableEntity>("none", "none"));
        Assert.Equal((404, "ResourceNotFound"), (failure.Status, failure.ErrorCode));
        failure = await Assert.ThrowsAsync<RequestFailedException>(() => table.UpdateEntityAsync(new TableEntity("none", "none"), ETag.All));
        Assert.Equal((404, "ResourceNotFound"), (failure.Status, failure.ErrorCode));

        var nothing = await table.GetEntityIfExistsAsync<TableEntity>("none", "none");
        Assert.Equal((false, 404), (nothing.HasValue, nothing.GetRawResponse().Status));
        Assert.Throws<InvalidOperationException>(() => nothing.Value);
        Assert.Equal(404, (await table.DeleteEntityAsync("none", "none")).Status);
    }

    [SkippableFact]
    public async Task A_table_that_is_not_there_is_named_in_the_failure()
    {
        var azurite = await SharedAzurite.GetAsync();
        var table = new TableClient(azurite.ConnectionString, $"t{Guid.NewGuid():N}");
        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(NewEntity()));
        Assert.Equal((404, "TableNotFound"), (failure.Status, failure.ErrorCode));
    }

    [SkippableFact]
    public async Task Of_two_writers_with_the_same_version_one_is_refused()
    {
        var table = await fixture.TableAsync();
        var entity = NewEntity();
        var first = (await table.AddEntityAsync(entity)).Headers.ETag!.Value;
        var second = (await table.UpdateEntityAsync(entity, first)).Headers.ETag!.Value;
        Assert.NotEqual(first, second);

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => table.UpdateEntityAsync(entity, first, TableUpdateMode.Replace));
        Assert.Equal((412, "UpdateConditionNotSatisfied"), (failure.Status, failure.ErrorCode));
        failure = await Assert.ThrowsAsync<RequestFailedException>(() => table.DeleteEntityAsync(entity.PartitionKey, entity.RowKey, first));
        Assert.Equal(412, failure.Status);

        Assert.Equal(204, (await table.DeleteEntityAsync(entity.PartitionKey, entity.RowKey, second)).Status);
    }

    [SkippableFact]
    public async Task Merge_keeps_what_is_not_sent_and_replace_does_not()
    {
        var table = await fixture.TableAsync();
        var entity = NewEntity();
        entity["A"] = 1;
        await table.UpsertEntityAsync(entity);
        await table.UpsertEntityAsync(new TableEntity(entity.PartitionKey, entity.RowKey) { ["B"] = 2 });
        TableEntity merged = await table.GetEntityAsync<TableEntity>(entity.PartitionKey, entity.RowKey);
        Assert.Equal((1, 2), (merged["A"], merged["B"]));

        await table.UpdateEntityAsync(new TableEntity(entity.PartitionKey, entity.RowKey) { ["C"] = 3 }, merged.ETag, TableUpdateMode.Replace);
        TableEntity replaced = await table.GetEntityAsync<TableEntity>(entity.PartitionKey, entity.RowKey);
        Assert.Equal((null, null, 3), (replaced["A"], replaced["B"], replaced["C"]));
    }

    [SkippableFact]
    public async Task Only_selected_properties_are_read()
    {
        var table = await fixture.TableAsync();
        var entity = NewEntity();
        entity["A"] = 1;
        entity["B"] = 2L;
        await table.AddEntityAsync(entity);
        TableEntity read = await table.GetEntityAsync<TableEntity>(entity.PartitionKey, entity.RowKey, ["B"]);
        Assert.Equal((null, 2L), (read["A"], read["B"]));
    }

    private static string NewKey() => Guid.NewGuid().ToString("N");

    private static TableEntity NewEntity() => new(NewKey(), "r");
}
