/** What every service needs: its settings and its database. */
package com.example.shop.service;
