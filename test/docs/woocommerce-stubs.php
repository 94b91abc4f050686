<?php
/** As much of WordPress and WooCommerce as the plugin of the documentation calls, kept in memory. */
define('ABSPATH', '/srv/');

final class Site
{
    public static array $hooks = [];
    public static array $scripts = [];
    public static array $orders = [];
    /** Actions that are due later: [hook, arguments, not before]. */
    public static array $queue = [];
    public static array $compatible = [];
}

function add_action(string $hook, callable $react, int $priority = 10, int $accepted = 1): void
{
    Site::$hooks[$hook][] = [$react, $accepted];
}

function do_action(string $hook, ...$arguments): void
{
    foreach (Site::$hooks[$hook] ?? [] as [$react, $accepted]) {
        $react(...array_slice($arguments, 0, $accepted));
    }
}

function as_enqueue_async_action(string $hook, array $arguments, string $group): void
{
    Site::$queue[] = [$hook, $arguments, 0];
}

function as_schedule_single_action(int $at, string $hook, array $arguments, string $group): void
{
    Site::$queue[] = [$hook, $arguments, $at - time()];
}

/** Runs what is due, once; answers what was put off and what failed. */
function run_queue(): array
{
    $failures = [];
    $queue = Site::$queue;
    Site::$queue = [];
    foreach ($queue as [$hook, $arguments]) {
        try {
            do_action($hook, ...$arguments);
        } catch (Exception $failure) {
            $failures[] = $failure->getMessage();
        }
    }
    return ['ran' => count($queue), 'put_off' => array_map(fn (array $entry) => [$entry[1], $entry[2]], Site::$queue), 'failures' => $failures];
}

function wp_enqueue_script(string $handle, string $source, array $dependencies, ?string $version, bool $in_footer): void
{
    Site::$scripts[] = sprintf('<script src="%s"></script>', htmlspecialchars($source));
}

function wp_add_inline_script(string $handle, string $script): void
{
    Site::$scripts[] = "<script>$script</script>";
}

function wp_json_encode($value): string
{
    return json_encode($value, JSON_THROW_ON_ERROR);
}

function wp_unslash(string $text): string
{
    return stripslashes($text);
}

function sanitize_text_field(string $text): string
{
    return trim(strip_tags($text));
}

final class WP_Error
{
}

function is_wp_error($value): bool
{
    return $value instanceof WP_Error;
}

function wp_remote_post(string $url, array $options)
{
    $headers = array_map(fn (string $name) => "$name: {$options['headers'][$name]}", array_keys($options['headers']));
    $answer = request_through_node('POST', $url, $headers, $options['body']);
    return $answer['status'] === 0 ? new WP_Error() : $answer;
}

function wp_remote_retrieve_response_code(array $answer): int
{
    return $answer['status'];
}

function wp_remote_retrieve_body(array $answer): string
{
    return $answer['body'];
}

function wc_get_price_decimals(): int
{
    return 2;
}

function wc_get_order(int $id)
{
    return Site::$orders[$id] ?? false;
}

/** WC_Order and WC_Order_Refund as far as they are alike. Amounts are texts, those of refunds below zero. */
final class Order
{
    private array $meta = [];

    public function __construct(private array $facts)
    {
        Site::$orders[$facts['id']] = $this;
    }

    public function __call(string $name, array $arguments)
    {
        $fact = substr($name, strlen('get_'));
        return array_key_exists($fact, $this->facts) ? $this->facts[$fact] : throw new Error("the order knows no $fact");
    }

    public function update_meta_data(string $name, string $value): void
    {
        $this->meta[$name] = $value;
    }

    public function get_meta(string $name): string
    {
        return $this->meta[$name] ?? '';
    }
}

final class Item
{
    public function __construct(private string $name)
    {
    }

    public function get_name(): string
    {
        return $this->name;
    }
}
