/** The shipping service: reserves parcels, and hands them over once the order is paid for. */
package com.example.shop.shipping;
