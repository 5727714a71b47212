/** The payments service: charges the balances of customers, and gives money back. */
package com.example.shop.payments;
