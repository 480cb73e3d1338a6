CREATE DATABASE prefect OWNER nianbao;
