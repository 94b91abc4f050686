<?php
// One order while Fairshare does not answer, and one that it refuses.
require 'woocommerce-stubs.php';
require 'wp-config.php';
require 'fairshare.php';

$_COOKIE = ['aff_ref' => 'NORTH1'];
$order = new Order([
    'id' => 301, 'total' => '10.00', 'total_tax' => '0', 'shipping_total' => '0', 'currency' => 'EUR', 'billing_email' => 'buyer@buyer.example', 'items' => [],
    'date_paid' => new DateTime(), 'date_created' => new DateTime(),
]);
do_action('woocommerce_checkout_create_order', $order, []);
do_action('woocommerce_payment_complete', 301);
$runs = [];
do {
    $runs[] = run_queue();
} while (Site::$queue !== []);
echo json_encode($runs);
