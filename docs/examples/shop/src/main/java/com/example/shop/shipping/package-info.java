/** The parcels. */
package com.example.shop.shipping;
