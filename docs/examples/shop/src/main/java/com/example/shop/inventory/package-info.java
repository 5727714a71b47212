/** The stock. */
package com.example.shop.inventory;
