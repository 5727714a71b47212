/** The client: places an order, and says how it ended. */
package com.example.shop.client;
