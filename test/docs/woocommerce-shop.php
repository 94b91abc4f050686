<?php
// A day in a shop with the plugin. Prints what the test looks at as JSON.
require 'woocommerce-stubs.php';
require 'wp-config.php';
require 'fairshare.php';

$order = fn (int $id, array $facts = []) => new Order($facts + [
    'id' => $id, 'total' => '149.90', 'total_tax' => '20.00', 'shipping_total' => '9.90', 'currency' => 'EUR', 'billing_email' => "buyer$id@buyer.example",
    'items' => [new Item('Tea pot'), new Item('Two cups')], 'date_paid' => new DateTime('-1 hour'), 'date_created' => new DateTime('-2 hours'),
]);
$refund = fn (int $id, int $parent, string $total, string $tax = '0') => new Order([
    'id' => $id, 'parent_id' => $parent, 'total' => $total, 'total_tax' => $tax, 'shipping_total' => '0', 'currency' => 'EUR', 'date_created' => new DateTime(),
]);

do_action('wp_enqueue_scripts');
$report['page'] = implode('', Site::$scripts);

// Classic checkout, paid by a gateway, completed when it is sent.
$_COOKIE = ['aff_ref' => 'NORTH1'];
do_action('woocommerce_checkout_create_order', $order(101), []);
do_action('woocommerce_payment_complete', 101);
do_action('woocommerce_order_status_completed', 101);

// Block checkout, a bank transfer that somebody confirms.
do_action('woocommerce_store_api_checkout_update_order_meta', $order(102, ['total' => '59.95', 'total_tax' => '0', 'shipping_total' => '0', 'date_paid' => null]));
do_action('woocommerce_order_status_completed', 102);

// Nobody sent these, or somebody plays with cookies, or nothing was paid.
foreach ([[], ['aff_ref' => '<script>'], ['aff_ref' => str_repeat('x', 101)]] as $n => $_COOKIE) {
    do_action('woocommerce_checkout_create_order', $order(110 + $n), []);
    do_action('woocommerce_payment_complete', 110 + $n);
}
$_COOKIE = ['aff_ref' => 'NORTH1'];
do_action('woocommerce_checkout_create_order', $order(120, ['total' => '9.90', 'total_tax' => '0']), []);
do_action('woocommerce_payment_complete', 120);
$report['orders'] = run_queue();

// A part goes back, and with the other order all of it. A refund of an order that nobody brought is nobody's business.
$refund(201, 101, '-59.50', '-9.50');
do_action('woocommerce_order_refunded', 101, 201);
$refund(202, 102, '-59.95');
do_action('woocommerce_order_refunded', 102, 202);
$refund(203, 110, '-10.00');
do_action('woocommerce_order_refunded', 110, 203);
$report['refunds'] = run_queue();

echo json_encode($report);
