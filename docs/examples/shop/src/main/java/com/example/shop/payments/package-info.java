/** The money. */
package com.example.shop.payments;
