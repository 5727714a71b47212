/** The shop's three services in one Spring Boot application, and a way to order by HTTP. */
package com.example.shop.spring;
