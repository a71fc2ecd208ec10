using System.Text;
using Headlight.Checkpoints;

namespace Headlight.Tests.Checkpoints;

public class ConfigTests
{
    [Fact]
    public void Options_are_read_by_key_and_null_counts_as_absent()
    {
        var config = Parse("""
            {"n":12,"whole":48.0,"x":1e-5,"f":true,"s":"gelu","none":null,"list":[1,2],"one":7,"o":{"a":1}}
            """);
        Assert.Equal((12, 48, 1e-5, 12d), (config.Integer("n"), config.Integer("whole"), config.Number("x"),
            config.Number("n")));
        Assert.Equal((true, "gelu", false), (config.Flag("f"), config.Text("s"), config.Has("none")));
        Assert.Equal((3, 0.5, "relu", false), (config.Integer("none", 3), config.Number("none", 0.5),
            config.Text("none", "relu"), config.Flag("none", false)));
        Assert.Equal(12, config.Integer(["num_layers", "none", "n"]));
        Assert.Equal((1, "config.json: o"), (config.Section("o")!.Integer("a"), config.Section("o")!.Source));
        Assert.Null(config.Section("none"));
        Assert.Equal([1, 2], config.Integers("list"));
        Assert.Equal([7], config.Integers("one"));
        Assert.Empty(config.Integers("no"));
        Assert.Equal(["gelu"], config.Texts("s"));
        Assert.Equal([1d, 2d], config.Numbers("list"));
        Assert.Equal(("1e-5", "\"gelu\"", "absent"), (config.Raw("x"), config.Raw("s"), config.Raw("none")));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-4")]
    [InlineData("16777217")]
    [InlineData("1e30")]
    [InlineData("2.5")]
    [InlineData("\"12\"")]
    [InlineData("[]")]
    [InlineData("true")]
    public void A_size_that_is_none_is_refused_with_key_and_value(string value)
    {
        var error = Assert.Throws<CheckpointException>(() => Parse($$"""{"n":{{value}}}""").Integer("n"));
        Assert.Equal($"`n` in `config.json` is {value}, but a whole number from 1 to 16777216 was expected.",
            error.Message);
    }

    [Fact]
    public void Other_bounds_can_be_given()
    {
        Assert.Equal(-1, Parse("""{"n":-1}""").Integer("n", minimum: -1));
        Assert.Throws<CheckpointException>(() => Parse("""{"n":9}""").Integer("n", maximum: 8));
    }

    [Theory]
    [InlineData("1e999")]
    [InlineData("\"1\"")]
    public void A_number_that_is_none_is_refused(string value) =>
        Assert.Throws<CheckpointException>(() => Parse($$"""{"x":{{value}}}""").Number("x"));

    [Fact]
    public void A_value_of_another_kind_is_refused()
    {
        var config = Parse("""{"x":1,"half":"\ud800"}""");
        Assert.Contains("a string was expected", Message(() => config.Text("x")));
        Assert.Contains("true or false was expected", Message(() => config.Flag("x")));
        Assert.Contains("an object was expected", Message(() => config.Section("x")));
        Assert.Contains("valid characters", Message(() => config.Text("half")));
    }

    [Fact]
    public void An_absent_option_is_refused_with_the_nearest() => Assert.Equal(
        "`config.json` has no `n_layers` or `layers`. Did you mean `n_layer`?",
        Message(() => Parse("""{"n_layer":1}""").Integer(["n_layers", "layers"])));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{\"a\":NaN}")]
    [InlineData("{\"\\ud800\":1}")]
    public void What_is_no_JSON_object_is_refused(string json) =>
        Assert.Contains("config.json", Message(() => Parse(json)));

    [Fact]
    public void Depth_and_invalid_UTF8_are_refused()
    {
        Message(() => Parse("{\"a\":" + new string('[', 100_000)));
        Message(() => Config.Parse([.. "{\"a\":\""u8, 0xFF, .. "\"}"u8], "config.json"));
    }

    [Fact]
    public void A_byte_order_mark_is_skipped() => Assert.Equal(1, Parse("\uFEFF{\"a\":1}").Integer("a"));

    [Fact]
    public void A_long_value_is_shown_short() =>
        Assert.True(Parse($$"""{"a":"{{new string('é', 9999)}}"}""").Raw("a").Length < 100);

    [Theory]
    [InlineData("{}", 10000, "default")]
    [InlineData("""{"rope_theta":5e5,"rope_scaling":null}""", 500000, "default")]
    [InlineData("""{"rope_theta":1,"rope_scaling":{"type":"linear","factor":2}}""", 1, "linear")]
    [InlineData("""{"rope_theta":1,"rope_scaling":{"rope_type":"yarn","type":"x"}}""", 1, "yarn")]
    [InlineData("""{"rope_parameters":{"rope_theta":25000.0,"rope_type":"llama3"}}""", 25000, "llama3")]
    [InlineData("""{"rope_scaling":{},"rope_parameters":{"rope_theta":3}}""", 3, "default")]
    public void Rotary_options_of_both_ages_mean_the_same(string json, double theta, string type)
    {
        var rope = Parse(json).Rope();
        Assert.Equal((theta, type), (rope.Theta, rope.Type));
    }

    [Fact]
    public void Rotary_options_can_differ_by_kind_of_layer()
    {
        var config = Parse("""
            {"rope_parameters":{"full_attention":{"rope_theta":1e6,"rope_type":"linear","factor":8},
             "sliding_attention":{"rope_theta":1e4}}}
            """);
        var full = config.Rope(layerType: "full_attention");
        Assert.Equal((1e6, "linear", 8), (full.Theta, full.Type, full.Options!.Number("factor")));
        var sliding = config.Rope(layerType: "sliding_attention");
        Assert.Equal((1e4, "default"), (sliding.Theta, sliding.Type));
    }

    [Fact]
    public void A_rotary_base_of_zero_is_refused() =>
        Message(() => Parse("""{"rope_theta":0}""").Rope());

    private static Config Parse(string json) => Config.Parse(Encoding.UTF8.GetBytes(json), "config.json");

    private static string Message(Func<object?> read) =>
        Assert.Throws<CheckpointException>(() => read()).Message;
}
