/** Places orders. */
package com.example.shop.client;
